import { adjustTests, significance, testText, type AdjustedTest } from './adjust-tests';
import { cliffsDelta } from './cliffs-delta';
import { apart, fewestUnits, type Estimate } from './estimate';
import { independentValues, type RunValue } from './independent-values';
import { medianOver } from './over-runs';
import { runsOfSetting } from './plural';
import { type Ratio, ratioOfMedians } from './ratio-of-medians';

export type { AdjustedTest } from './adjust-tests';
export type { RunValue } from './independent-values';

export interface Comparison {
  /** Which sample is larger, said only where the intervals of the medians are apart and the test agrees. */
  readonly larger: 'first' | 'second' | 'no difference shown';
  /** Median of the first over median of the second, with its interval; or why there is none, e.g. over 0. */
  readonly ratio: Ratio;
  /** Over runs; over the medians of builds where builds are resampled. */
  readonly test: AdjustedTest;
  /** Cliff's delta, over the same values. */
  readonly effect: number;
  /** Why no difference is shown, or what shows it. */
  readonly why: string;
}

/**
 * Compares one value a run of two settings, e.g. their rates. From 5 builds on the build is what varies (see
 * {@link independentGroups}); below that the comparison is of the builds at hand, which a sentence must say. Where several
 * comparisons stand together, `test` is that of this one among them, from {@link adjustTests}.
 */
export function compare(
  first: readonly RunValue[],
  second: readonly RunValue[],
  test: AdjustedTest = alone(first, second),
): Comparison {
  const { larger, effect, why } = compareMedians(first, second, test);
  return { larger, ratio: ratioOfMedians(first, second), test, effect, why };
}

/** The same whatever they are compared by, with the estimates that it rests on: medians over runs, if not others are given. */
export function compareMedians(
  first: readonly RunValue[],
  second: readonly RunValue[],
  test: AdjustedTest,
  [a, b]: readonly [Estimate, Estimate] = [medianOf(first), medianOf(second)],
): Omit<Comparison, 'ratio'> & { readonly first: Estimate; readonly second: Estimate } {
  const shown = apart(a, b) && test.adjusted < significance;
  return {
    larger: !shown ? 'no difference shown' : a.low > b.high ? 'first' : 'second',
    test,
    effect: cliffsDelta(independentValues(first), independentValues(second)),
    why: reason(a, b, test),
    first: a,
    second: b,
  };
}

const alone = (first: readonly RunValue[], second: readonly RunValue[]): AdjustedTest =>
  adjustTests([[first, second]])[0] as AdjustedTest;

const medianOf = (runs: readonly RunValue[]): Estimate =>
  medianOver(
    runs.map(({ value }) => value),
    runs.map(({ build }) => build),
  );

function reason(a: Estimate, b: Estimate, test: AdjustedTest): string {
  const p = testText(test);
  const fewest = Math.min(a.n, b.n);
  if (fewest < fewestUnits) return `${runsOfSetting(fewest, 'leave')} no interval`;
  if (!apart(a, b)) return `the 95 % intervals overlap (${p})`;
  if (test.adjusted < significance) return `the 95 % intervals are apart (${p})`;
  return `the 95 % intervals are apart, but the test does not agree (${p})`;
}
