import { describe, expect, it } from 'vitest';
import { bcaInterval } from 'vexlab/dist/analysis/bca';
import { bootstrap } from 'vexlab/dist/analysis/bootstrap';
import { independentGroups, without } from 'vexlab/dist/analysis/groups';
import { jackknife } from 'vexlab/dist/analysis/jackknife';
import { medianOfCounts } from 'vexlab/dist/analysis/median-of-counts';
import { mean, median } from 'vexlab/dist/analysis/moments';
import { medianOver } from 'vexlab/dist/analysis/over-runs';
import { resampleGroups, resamples } from 'vexlab/dist/analysis/resample';
import { studentQuantile } from 'vexlab/dist/analysis/student';

/*
 * Made with SciPy 1.17.1 and NumPy 2.4.6. `d` is the statistic of every one of the n^n resamples
 * (itertools.product(range(n), repeat=n)), handed to SciPy as the bootstrap distribution, so that the interval has no
 * random part:
 *   stats.bootstrap((data,), stat, n_resamples=0, bootstrap_result=R(d), method='BCa', confidence_level=0.95)
 * The data are sums of powers of two: their means are exact, and SciPy counts ties with the statistic as ties.
 */
const five = [812.5, 795.25, 841.0, 701.5, 825.75];
const six = [1.25, 1.5, 1.125, 9.75, 1.375, 1.0];
const scipy = [
  { name: 'mean of 5', of: mean, data: five, low: 729.4, high: 825.75 },
  { name: 'median of 5', of: median, data: five, low: 701.5, high: 841.0 },
  { name: 'mean of 6', of: mean, data: six, low: 1.1875, high: 6.958333333333332 },
  { name: 'median of 6', of: median, data: six, low: 1.0625, high: 5.625 },
];

/** Each value as often as its run counts. */
const repeated = (values: readonly number[], counts: readonly number[]): number[] =>
  values.flatMap((value, i) => new Array<number>(counts[i] ?? 0).fill(value));

/** n runs that depend on nothing but themselves. */
const single = (n: number) => independentGroups(Array.from({ length: n }, (_, i) => `build ${i}`));
const bootstrapped = (data: readonly number[], of: (values: readonly number[]) => number, seed = 1) =>
  bootstrap(single(data.length), (counts) => of(repeated(data, counts)), { seed });

describe('the BCa interval', () => {
  it.each(scipy)("of the $name is SciPy's", ({ of, data, low, high }) => {
    const estimate = bootstrapped(data, of);
    expect(estimate).toMatchObject({ value: of(data), level: 0.95, n: data.length, unit: 'runs', method: 'bca' });
    expect(estimate.low).toBeCloseTo(low, 10);
    expect(estimate.high).toBeCloseTo(high, 10);
  });

  it("of the mean of 3 is SciPy's too, though no estimate of 3 runs shows it", () => {
    const data = [10.25, 12.0, 10.75];
    const of = (counts: readonly number[]) => mean(repeated(data, counts));
    const draws = resamples(3, 1, 1).map(({ counts, weight }) => ({ value: of(counts), weight }));
    const leftOut = [0, 1, 2].map((out) => of(without(single(3), out, 3)));
    const interval = bcaInterval(draws, of([1, 1, 1]), leftOut);
    expect(interval.low).toBeCloseTo(10.416666666666666, 10);
    expect(interval.high).toBeCloseTo(11.868672139179338, 10);
  });

  it("of 10 runs, by random resamples, is near SciPy's with 999,999 resamples", () => {
    // stats.bootstrap((ten,), np.mean, n_resamples=999999, method='BCa', random_state=default_rng(7)): 0.711, 2.322
    const ten = [0.42, 1.31, 0.77, 2.95, 0.18, 0.66, 4.1, 0.91, 1.08, 0.35];
    const estimate = bootstrapped(ten, mean, 5);
    expect(estimate.value).toBeCloseTo(1.273, 12);
    expect(Math.abs(estimate.low - 0.711)).toBeLessThan(0.02);
    expect(Math.abs(estimate.high - 2.322)).toBeLessThan(0.05);
    expect(bootstrapped(ten, mean, 5)).toEqual(estimate);
    expect(bootstrapped(ten, mean, 6).low).not.toBe(estimate.low);
  });
});

describe('where BCa cannot be had', () => {
  it('equal runs have an interval of no width', () => {
    expect(bootstrapped([2, 2, 2, 2, 2], mean)).toMatchObject({ value: 2, low: 2, high: 2, method: 'percentile' });
  });
  it('fewer than 5 runs have none', () => {
    for (const runs of [[7], [7, 8], [7, 8, 9, 6]]) {
      const estimate = medianOver(
        runs,
        runs.map((_, i) => `b${i}`),
      );
      expect(estimate).toMatchObject({ value: median(runs), n: runs.length, unit: 'runs', method: 'none' });
      expect([estimate.low, estimate.high]).toEqual([NaN, NaN]);
    }
  });
  it('an unbounded statistic leaves the end open', () => {
    const estimate = bootstrap(single(5), (counts) => (counts[1] === 0 ? Infinity : 2));
    expect(estimate.value).toBe(2);
    expect(estimate.high).toBe(Infinity);
  });
});

describe('the jackknife interval', () => {
  it.each([
    // SciPy 1.17.1, stats.t.ppf(0.975, freedom).
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [3, 3.1824463052837078],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [10, 2.228138851986274],
  ])("stands on Student's t with %d degrees of freedom", (freedom, t) => {
    expect(studentQuantile(0.975, freedom)).toBeCloseTo(t, 9);
  });
  it('of a mean is what NumPy gives by leaving out one run at a time, on a logarithmic scale', () => {
    // lo = log(mean without i); f = exp(t.ppf(.975, 4) * sqrt(4/5 * sum((lo - lo.mean())**2))); mean / f, mean * f
    const estimate = jackknife(single(5), (counts) => mean(repeated(five, counts)));
    expect(estimate).toMatchObject({ value: 795.2, n: 5, method: 't' });
    expect(estimate.low).toBeCloseTo(730.2824884801, 8);
    expect(estimate.high).toBeCloseTo(865.8882692313541, 8);
  });
  it('is none where a run less leaves no number', () => {
    const estimate = jackknife(single(5), (counts) => (counts[2] === 0 ? Infinity : 1));
    expect(estimate).toMatchObject({ value: 1, method: 'none' });
  });
});

describe('runs of one build', () => {
  const builds = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'e'];
  it('are resampled together from 5 builds on, and alone below', () => {
    expect(independentGroups(builds)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
    ]);
    expect(independentGroups(['a', 'a', 'b'])).toEqual([[0], [1], [2]]);
  });
  it('do not narrow the interval by being many', () => {
    // Builds differ, runs of one build do not: ten runs say as much as five.
    const rates = [100, 100, 110, 110, 90, 90, 130, 130, 105, 105];
    const nested = medianOver(rates, builds);
    const [low, high] = [nested.low, nested.high];
    const five = medianOver([100, 110, 90, 130, 105], ['a', 'b', 'c', 'd', 'e']);
    expect([low, high]).toEqual([five.low, five.high]);
    const pooled = medianOver(rates, new Array<string>(10).fill('a'));
    expect(pooled.high - pooled.low).toBeLessThan(high - low);
  });
  it('are drawn as often as there are runs', () => {
    const drawn = resampleGroups(independentGroups(builds), 200, 4);
    expect(drawn).toHaveLength(200);
    expect(drawn.every(({ counts }) => counts.reduce((a, b) => a + b, 0) === 10)).toBe(true);
    // Both draws of a build of two runs: whole builds are missing more often than (1 − 1/10)^20 would leave them out.
    const missing = drawn.filter(({ counts }) => counts[0] === 0 && counts[1] === 0).length;
    expect(missing).toBeGreaterThan(40);
  });
});

describe('medianOfCounts', () => {
  it('is the median of each value repeated as often as it counts', () => {
    const values = [5, 1, 4, 1, Infinity, 3];
    const of = medianOfCounts(values);
    for (const { counts } of resamples(6, 1, 1)) expect(of(counts)).toBe(median(repeated(values, counts)));
    for (const counts of [
      [1, 0, 1, 0, 0, 0],
      [0, 2, 0, 0, 0, 1],
    ]) {
      expect(of(counts)).toBe(median(repeated(values, counts)));
    }
    expect(of([0, 0, 0, 0, 0, 0])).toBeNaN();
  });
});

describe('resamples', () => {
  it('are all there up to 7 runs: n^n draws in C(2n − 1, n) kinds', () => {
    for (const [n, kinds] of [
      [2, 3],
      [3, 10],
      [5, 126],
      [7, 1716],
    ] as const) {
      const all = resamples(n, 1, 1);
      expect(all).toHaveLength(kinds);
      expect(all.reduce((sum, { weight }) => sum + weight, 0)).toBe(n ** n);
      expect(all.every(({ counts }) => counts.reduce((a, b) => a + b, 0) === n)).toBe(true);
    }
  });
  it('are drawn above that, n runs each', () => {
    const some = resamples(8, 500, 3);
    expect(some).toHaveLength(500);
    expect(some.every(({ counts, weight }) => weight === 1 && counts.reduce((a, b) => a + b, 0) === 8)).toBe(true);
  });
  it('of groups draw whole groups, and runs within them', () => {
    const drawn = resampleGroups(
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      300,
      9,
    );
    // Two runs of each group drawn: every group counts an even number of times.
    for (const { counts } of drawn) {
      const byGroup = [0, 2, 4].map((at) => (counts[at] ?? 0) + (counts[at + 1] ?? 0));
      expect(byGroup.every((count) => count % 2 === 0)).toBe(true);
      expect(byGroup.reduce((a, b) => a + b)).toBe(6);
    }
    expect(drawn.some(({ counts }) => counts[0] !== counts[1])).toBe(true);
  });
});
