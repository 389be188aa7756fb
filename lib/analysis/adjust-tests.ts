import { fewestUnits } from './estimate';
import { holm } from './holm';
import { independentValues, type RunValue } from './independent-values';
import { smallestP, mannWhitney } from './mann-whitney';
import { welch } from './welch';

/** Two samples of runs to be compared. */
export type Pair = readonly [first: readonly RunValue[], second: readonly RunValue[]];

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
 * p is 0.008, so that from 7 comparisons on a thousandfold rate would stay unsaid. There Welch's test of the logarithms takes
 * its place, for all pairs. Which one it is follows from the numbers of runs and of pairs, never from the values.
 */
export function adjustTests(pairs: readonly Pair[]): AdjustedTest[] {
  const tested = pairs.map(([first, second]) => ({ a: independentValues(first), b: independentValues(second) }));
  const counts = pairs.map((pair) => pair.every((runs) => runs.length >= fewestUnits));
  const comparisons = counts.filter(Boolean).length;
  const byRanks = tested.every(({ a, b }, i) => !counts[i] || ranksSuffice(a.length, b.length, comparisons));
  const p = tested.map(({ a, b }) => pOf(a, b, byRanks));
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

/** Two-sided p of values that do not depend on each other, by their ranks or by their logarithms. */
export const pOf = (a: readonly number[], b: readonly number[], byRanks: boolean): number =>
  byRanks ? mannWhitney(a, b).p : ofLogarithms(a, b);

/** A rate of 0 has no logarithm: nothing is shown. */
function ofLogarithms(a: readonly number[], b: readonly number[]): number {
  const { p } = welch(a.map(Math.log), b.map(Math.log));
  return Number.isNaN(p) ? 1 : p;
}

/** `Mann–Whitney p = 0.0079`; where several were made together, the corrected p and how many. */
export const testText = ({ name, adjusted, p, comparisons }: AdjustedTest, sign = '='): string =>
  comparisons > 1
    ? `${name} p ${sign} ${adjusted.toPrecision(2)}, corrected by Holm for ${comparisons} comparisons`
    : `${name} p ${sign} ${p.toPrecision(2)}`;
