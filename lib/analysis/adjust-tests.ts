import { fewestUnits } from './estimate';
import { holm } from './holm';
import { independentValues, type RunValue } from './independent-values';
import { smallestP, mannWhitney } from './mann-whitney';
import { midranks } from './midranks';
import { welch } from './welch';

/** What two samples are compared by: rates and times by their ratio, shares, which may be 0, by their difference. */
export type ComparedBy = 'ratio' | 'difference';

/**
 * Two samples of runs to be compared; by their ratio if not said. `least`: what p is at least, by another test of the same, e.g. of
 * counted failures, whose shares of runs may agree by chance.
 */
export type Pair = readonly [
  first: readonly RunValue[],
  second: readonly RunValue[],
  by?: ComparedBy,
  least?: number | undefined,
];

/** The test of one comparison, and of how many it is one. */
export interface AdjustedTest {
  readonly name: 'Mann–Whitney' | 'Welch';
  /** Two-sided, as if it were the only one. */
  readonly p: number;
  /** Corrected for all comparisons made together ({@link holm}): what decides. */
  readonly adjusted: number;
  /** How many those are. Pairs with too few runs for an interval show nothing and don't count. */
  readonly comparisons: number;
}

/** Largest corrected p at which a difference is said. */
export const significance = 0.05;

/**
 * Tests pairs that stand together, e.g. in one table; over runs, or over the medians of builds where builds are resampled.
 *
 * Mann–Whitney, which supposes no shape, as long as it could show every difference at all: of 5 against 5 runs its smallest
 * p is 0.008, so that from 7 comparisons on a thousandfold rate would stay unsaid. There Welch's test takes its place, for all
 * pairs: of the logarithms where a ratio is asked for, of the values where a difference is. Which one it is follows from the
 * numbers of runs and of pairs, never from the values; they say only on what scale Welch's can be made ({@link pOf}).
 */
export function adjustTests(pairs: readonly Pair[]): AdjustedTest[] {
  const tested = pairs.map(([first, second, by, least]) => ({
    a: independentValues(first),
    b: independentValues(second),
    by,
    least,
  }));
  const counts = pairs.map(([first, second]) => Math.min(first.length, second.length) >= fewestUnits);
  const comparisons = counts.filter(Boolean).length;
  const byRanks = tested.every(({ a, b }, i) => !counts[i] || ranksSuffice(a.length, b.length, comparisons));
  const p = tested.map(({ a, b, by, least }) => pOf(a, b, byRanks, by, least));
  const adjusted = holm(p.filter((_, i) => counts[i]));
  let next = 0;
  return p.map((one, i) => ({
    name: byRanks ? 'Mann–Whitney' : 'Welch',
    p: one,
    adjusted: counts[i] ? (adjusted[next++] ?? NaN) : 1,
    comparisons,
  }));
}

/** True where ranks of m and n values could show a difference among so many comparisons. */
export const ranksSuffice = (m: number, n: number, comparisons: number): boolean =>
  smallestP(m, n) * comparisons < significance;

/**
 * Two-sided p of values that do not depend on each other, by their ranks, or by Welch's test of their logarithms or of the values
 * themselves. A rate of 0 has no logarithm: of a pair with one the values themselves are tested. A time without end has no mean
 * either: of a pair with one the ranks are, which Welch's test, unlike Mann and Whitney's, takes for numbers, so that it survives
 * a correction (D. W. Zimmerman, B. D. Zumbo, Journal of Experimental Education 62, 1993). Samples that do not vary at all leave
 * Welch's test nothing to measure a difference by: there `least` decides, or no more is said than ranks could. 1 where there are fewer than two values,
 * or one is no number.
 */
export function pOf(
  a: readonly number[],
  b: readonly number[],
  byRanks: boolean,
  by: ComparedBy = 'ratio',
  least?: number,
): number {
  if ([...a, ...b].some(Number.isNaN)) return 1;
  if (byRanks) return Math.max(least ?? 0, mannWhitney(a, b).p);
  const { p, freedom } = welch(...testable(a, b, by));
  if (Number.isNaN(p)) return 1;
  if (freedom === Infinity && p === 0) return least ?? smallestP(a.length, b.length);
  return Math.max(least ?? 0, p);
}

function testable(a: readonly number[], b: readonly number[], by: ComparedBy): readonly [number[], number[]] {
  const all = [...a, ...b];
  if (!all.every(Number.isFinite)) {
    const ranks = midranks(all);
    return [ranks.slice(0, a.length), ranks.slice(a.length)];
  }
  const scale = by === 'ratio' && all.every((value) => value > 0) ? Math.log : (value: number) => value;
  return [a.map(scale), b.map(scale)];
}

/** `Mann–Whitney p = 0.0079`; where several were made together, the corrected p and how many. */
export const testText = ({ name, adjusted, p, comparisons }: AdjustedTest, sign = '='): string =>
  comparisons > 1
    ? `${name} p ${sign} ${adjusted.toPrecision(2)}, corrected by Holm for ${comparisons} comparisons`
    : `${name} p ${sign} ${p.toPrecision(2)}`;
