import { adjustTests, type AdjustedTest, type Pair } from './adjust-tests';
import { compare, type Comparison } from './compare';
import { rates } from './rates';
import type { MeasuredSummary } from './summary';

/** Compares the rates of two settings that stand on one ground. */
export type CompareRates = (first: MeasuredSummary, second: MeasuredSummary) => Comparison;

/**
 * The comparisons that one table or text can make: settings of one ground may be compared with each other. The fastest is
 * found by looking at all of them, so every pair of a ground counts as compared, not only those with the fastest.
 */
export function compareWithin(grounds: readonly (readonly MeasuredSummary[])[]): CompareRates {
  const pairs = grounds.flatMap((ground) => ground.flatMap((a, i) => ground.slice(i + 1).map((b) => [a, b] as const)));
  const tests = adjustTests(pairs.map(([a, b]): Pair => [rates(a), rates(b)]));
  const found = new Map<MeasuredSummary, Map<MeasuredSummary, AdjustedTest>>();
  const keep = (a: MeasuredSummary, b: MeasuredSummary, test: AdjustedTest): void => {
    const row = found.get(a) ?? new Map<MeasuredSummary, AdjustedTest>();
    found.set(a, row.set(b, test));
  };
  pairs.forEach(([a, b], i) => {
    const test = tests[i];
    if (!test) return;
    keep(a, b, test);
    keep(b, a, test);
  });
  return (first, second) => {
    const test = found.get(first)?.get(second);
    if (!test) throw new Error('the settings compared stand on no common ground');
    return compare(rates(first), rates(second), test);
  };
}
