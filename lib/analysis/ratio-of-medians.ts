import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { independentGroups } from './groups';
import type { RunValue } from './independent-values';
import { medianOfCounts } from './median-of-counts';
import { median } from './moments';
import { resampleGroups } from './resample';
import { weightedQuantile, type Weighted } from './weighted';

const valuesOf = (runs: readonly RunValue[]): number[] => runs.map(({ value }) => value);

/** A ratio with its interval, or why there is none. */
export type Ratio = Estimate | { readonly why: string };

/**
 * Median of the first sample over median of the second, with the percentile interval of every resample of the one with
 * every resample of the other. None where either has fewer than 5 runs, or resamples of both are 0. No ratio at all where the
 * second median is 0, as of a setting that answered nothing, or one is without end.
 */
export function ratioOfMedians(first: readonly RunValue[], second: readonly RunValue[]): Ratio {
  const [above, below] = [median(valuesOf(first)), median(valuesOf(second))];
  if (below === 0) return { why: 'the median to divide by is 0' };
  if (above === Infinity || below === Infinity) return { why: 'a median is without end' };
  return betweenMedians(first, second, (a, b) => a / b);
}

/** The same of the first median less the second, which there always is: for shares, which may be 0. */
export const differenceOfMedians = (first: readonly RunValue[], second: readonly RunValue[]): Estimate =>
  betweenMedians(first, second, (a, b) => a - b);

function betweenMedians(
  first: readonly RunValue[],
  second: readonly RunValue[],
  of: (first: number, second: number) => number,
): Estimate {
  const n = Math.min(first.length, second.length);
  const value = of(median(valuesOf(first)), median(valuesOf(second)));
  if (n < fewestUnits) return withoutInterval(value, n, 'runs');
  const above = medians(first);
  const below = medians(second);
  const pairs = above.flatMap((a) =>
    below.map((b): Weighted => ({ value: of(a.value, b.value), weight: a.weight * b.weight })),
  );
  // 0 / 0 stands nowhere among the others.
  if (pairs.some((pair) => Number.isNaN(pair.value))) return withoutInterval(value, n, 'runs');
  // Not by the difference, which of two infinite ones is no number.
  pairs.sort((x, y) => (x.value < y.value ? -1 : x.value > y.value ? 1 : 0));
  return {
    value,
    low: weightedQuantile(pairs, 0.025),
    high: weightedQuantile(pairs, 0.975),
    level: 0.95,
    n,
    unit: 'runs',
    method: 'percentile',
  };
}

/** The bootstrap distribution of the median, equal values put together: a median of few runs takes few values. */
function medians(runs: readonly RunValue[]): Weighted[] {
  const medianOfDraw = medianOfCounts(valuesOf(runs));
  const groups = independentGroups(runs.map(({ build }) => build));
  const weights = new Map<number, number>();
  for (const { counts, weight } of resampleGroups(groups, 999, 1)) {
    const value = medianOfDraw(counts);
    weights.set(value, (weights.get(value) ?? 0) + weight);
  }
  return [...weights].map(([value, weight]) => ({ value, weight }));
}
