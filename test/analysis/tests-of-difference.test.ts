import { describe, expect, it } from 'vitest';
import { cliffsDelta } from 'vexlab/dist/analysis/cliffs-delta';
import { compare } from 'vexlab/dist/analysis/compare';
import { mannWhitney } from 'vexlab/dist/analysis/mann-whitney';
import { coefficientOfVariation } from 'vexlab/dist/analysis/moments';

describe('mannWhitney', () => {
  // SciPy 1.17.1: stats.mannwhitneyu(a, b, alternative='two-sided', method='exact', with ties 'asymptotic').
  it.each([
    { a: [1.1, 2.2, 3.3, 4.4, 5.5], b: [6.1, 7.2, 8.3, 9.4, 2.5], u: 3, p: 0.05555555555555555, method: 'exact' },
    { a: [1, 2, 3, 4, 5], b: [6, 7, 8, 9, 10], u: 0, p: 0.007936507936507936, method: 'exact' },
    { a: [5.1, 4.9, 6.2], b: [4.8, 5.0, 5.2, 7.1], u: 6, p: 1, method: 'exact' },
    { a: [1, 2, 2, 3], b: [2, 3, 4, 5, 5], u: 2.5, p: 0.07854585095119067, method: 'normal' },
  ])("of $a and $b is SciPy's", ({ a, b, u, p, method }) => {
    const test = mannWhitney(a, b);
    expect(test.u).toBe(u);
    expect(test.p).toBeCloseTo(p, 12);
    expect(test.method).toBe(method);
  });
  const x = [
    101.743, 104.194, 101.666, 93.692, 104.631, 102.257, 97.351, 102.948, 101.84, 101.482, 100.142, 102.771, 96.385,
    99.189, 97.618, 103.04, 100.199, 98.548, 96.166, 98.722, 100.041,
  ];
  const y = [
    100.624, 108.839, 107.287, 89.087, 92.825, 101.133, 99.889, 103.116, 103.135, 113.416, 96.503, 100.112, 112.991,
    105.373, 105.459, 99.432, 93.95, 102.878, 102.578, 95.948, 98.594,
  ];
  it("of 21 and 21 runs is SciPy's with method 'asymptotic', of 20 and 20 its exact one", () => {
    expect(mannWhitney(x, y)).toMatchObject({ u: 186, method: 'normal' });
    expect(mannWhitney(x, y).p).toBeCloseTo(0.39238776291674793, 12);
    const exact = mannWhitney(x.slice(0, 20), y.slice(0, 20));
    expect(exact).toMatchObject({ u: 164, method: 'exact' });
    expect(exact.p).toBeCloseTo(0.34078485158912686, 12);
  });
  it('finds nothing between equal numbers', () => expect(mannWhitney([1, 1], [1, 1]).p).toBe(1));
});

describe('cliffsDelta', () => {
  it('is 1 where all of the first are larger, 0 where they balance', () => {
    expect(cliffsDelta([3, 4], [1, 2])).toBe(1);
    expect(cliffsDelta([1, 2], [3, 4])).toBe(-1);
    expect(cliffsDelta([1, 4], [2, 3])).toBe(0);
    // SciPy 1.17.1: 2 * stats.mannwhitneyu(a, b).statistic / (len(a) * len(b)) - 1.
    expect(cliffsDelta([1, 2, 2, 3], [2, 3, 4, 5, 5])).toBe(-0.75);
    // 6 pairs: 4 wins, 1 loss, 1 tie.
    expect(
      cliffsDelta(
        [2, 3, 5],
        [2, 2.5].map((x) => (x === 2 ? 2 : 2.5)),
      ),
    ).toBeCloseTo((4 - 1) / 6, 12);
  });
});

describe('coefficientOfVariation', () => {
  it("is SciPy's", () => {
    // SciPy 1.17.1: stats.variation(a, ddof=1).
    expect(coefficientOfVariation([812.5, 795.25, 841.0, 701.5, 825.75])).toBeCloseTo(0.06919335034523642, 14);
    expect(coefficientOfVariation([5])).toBeNaN();
  });
});

describe('compare', () => {
  /** Runs that each searched their own index. */
  const runs = (values: number[]) => values.map((value, i) => ({ value, build: `build ${i}` }));
  const slow = [100, 101, 99, 102, 98];
  const fast = slow.map((rate) => rate * 3);

  it('says larger where intervals are apart and the test agrees', () => {
    const found = compare(runs(fast), runs(slow));
    expect(found.larger).toBe('first');
    expect(compare(runs(slow), runs(fast)).larger).toBe('second');
    if ('why' in found.ratio) throw new Error(found.ratio.why);
    expect(found.ratio.value).toBe(3);
    expect(found.ratio.low).toBeGreaterThan(2.8);
    expect(found.ratio.high).toBeLessThan(3.2);
    expect(found.effect).toBe(1);
    expect(found.why).toBe('the 95 % intervals are apart (Mann–Whitney p = 0.0079)');
  });
  it('shows no difference where intervals overlap', () => {
    const found = compare(runs([101, 97, 103, 99, 100]), runs(slow));
    expect(found.larger).toBe('no difference shown');
    expect(found.why).toMatch(/^the 95 % intervals overlap/);
  });
  it('shows none below 5 runs, however far apart', () => {
    expect(compare(runs([300, 310, 305]), runs(slow))).toMatchObject({
      larger: 'no difference shown',
      why: '3 runs of a setting leave no interval',
    });
    expect(compare(runs([300]), runs([100])).why).toBe('1 run of a setting leaves no interval');
  });
  it('tests builds, not runs, where runs share builds', () => {
    const twice = (values: number[]) => [...runs(values), ...runs(values.map((value) => value + 1))];
    const found = compare(twice(fast), twice(slow));
    // 5 against 5 medians of builds, not 10 against 10 runs, which would give p = 0.00001.
    expect(found.test.p).toBeCloseTo(0.007936507936507936, 12);
    expect(found.larger).toBe('first');
  });
});
