import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { independentGroups } from './groups';
import type { RunValue } from './independent-values';
import { medianOfCounts } from './median-of-counts';
import { median } from './moments';
import { resampleGroups } from './resample';
import { weightedQuantile, type Weighted } from './weighted';

const valuesOf = (runs: readonly RunValue[]): number[] => runs.map(({ value }) => value);

/**
 * Median of the first sample over median of the second, with the percentile interval of every resample of the one with
 * every resample of the other. None where either has fewer than 5 runs.
 */
export const ratioOfMedians = (first: readonly RunValue[], second: readonly RunValue[]): Estimate =>
  betweenMedians(first, second, (a, b) => a / b);

/** The same of the first median less the second: for shares, which may be 0. */
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
  const pairs = above
    .flatMap((a) => below.map((b): Weighted => ({ value: of(a.value, b.value), weight: a.weight * b.weight })))
    .sort((x, y) => x.value - y.value);
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
