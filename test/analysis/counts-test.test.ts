import { expect, it } from 'vitest';
import { countsTest } from 'vexlab/dist/analysis/counts-test';
import { differenceOfShares } from 'vexlab/dist/analysis/difference-of-shares';
import type { Estimate } from 'vexlab/dist/analysis/estimate';

it('counted failures differ by chance as a binomial share of all of them does', () => {
  const of = (failed: number, requests = 1000) => ({ failed, requests });
  expect(countsTest(of(0), of(0))).toBe(1);
  expect(countsTest(of(5), of(0))).toBeCloseTo(2 / 32, 12);
  expect(countsTest(of(0), of(5))).toBeCloseTo(2 / 32, 12);
  expect(countsTest(of(7), of(7))).toBe(1);
  // Half as many requests on one side: at most 2 of 12 at a third each, counted out.
  const atMost2 = (2 / 3) ** 12 + (12 * (2 / 3) ** 11) / 3 + (66 * (2 / 3) ** 10) / 9;
  expect(countsTest(of(2, 500), of(10, 1000))).toBeCloseTo(2 * atMost2, 12);
});

it('a difference of shares has the interval that Newcombe tells of 56 of 70 and 48 of 80, from Wilson’s of each', () => {
  const wilson = (x: number, n: number): Estimate => {
    const [z, p] = [1.959963984540054, x / n];
    const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
    const reach = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n);
    const ends = { low: centre - reach, high: centre + reach };
    return { value: p, ...ends, level: 0.95, n, unit: 'requests', method: 'clopper-pearson' };
  };
  const found = differenceOfShares(wilson(56, 70), wilson(48, 80));
  expect(found.value).toBeCloseTo(0.2, 12);
  expect(found.low).toBeCloseTo(0.0524, 4);
  expect(found.high).toBeCloseTo(0.3339, 4);
});
