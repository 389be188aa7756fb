import { describe, expect, it } from 'vitest';
import { errorShare } from 'vexlab/dist/analysis/error-share';
import type { Estimate } from 'vexlab/dist/analysis/estimate';
import { judgeObjective } from 'vexlab/dist/analysis/objectives';
import { seededRandom } from 'vexlab/dist/datasets/random';

const runsOf = (failed: readonly number[], requests = 1000) =>
  failed.map((count, i) => ({ requests, failed: count, build: `b${i}` }));

function expectEnds({ low, high }: Estimate, ends: { readonly low: number; readonly high: number }): void {
  expect(low).toBeCloseTo(ends.low, 12);
  expect(high).toBeCloseTo(ends.high, 12);
}

// SciPy 1.17.1. Of the runs: f failures of n requests, S = f.sum(), N = len(f), c = log((S + .5) / (n*N - S + .5)),
// out = log((S - f + .5) / (n*(N-1) - (S - f) + .5)), expit(stats.t.interval(.95, N-1, loc=c, scale=stats.sem(out)*(N-1))).
// Of all requests: stats.binomtest(S, n*N).proportion_ci(method='exact').
describe('the share of errors', () => {
  it("has SciPy's interval of the log odds over runs, where they differ by more than chance", () => {
    const share = errorShare(runsOf([0, 3, 1, 12, 2]));
    expect(share).toMatchObject({ value: 0.0036, n: 5, unit: 'runs', method: 't' });
    // Of all requests together: 0.0021 to 0.0057.
    expectEnds(share, { low: 0.00042731660269232846, high: 0.031241298096340107 });
  });

  it("has SciPy's of Clopper and Pearson, where they differ by less", () => {
    const share = errorShare(runsOf([4, 5, 3, 4, 4], 400));
    expect(share).toMatchObject({ value: 0.01, n: 2000, unit: 'requests', method: 'clopper-pearson' });
    // Over runs: 0.0083 to 0.0127.
    expectEnds(share, { low: 0.006118657542728635, high: 0.015402125783560783 });
  });

  it('does not keep a limit that as many failures of all runs alike do not show', () => {
    const share = errorShare(runsOf([1, 1, 1, 1, 1]));
    expectEnds(share, { low: 0.0003247744747778133, high: 0.002332110591155391 });
    expect(judgeObjective({ metric: 'errors', atMost: 0.001 }, share).state).toBe('not shown');
  });

  it("has Clopper and Pearson's where none failed, or all", () => {
    const none = errorShare(runsOf([0, 0, 0, 0, 0], 10_000));
    expect(none).toMatchObject({ value: 0, low: 0, n: 50_000, unit: 'requests', method: 'clopper-pearson' });
    expect(none.high).toBeCloseTo(7.377486758213045e-5, 14);
    const all = errorShare(runsOf([9, 9, 9, 9, 9], 9));
    expect(all).toMatchObject({ value: 1, high: 1 });
    expect(all.low).toBeCloseTo(0.025 ** (1 / 45), 12);
  });

  it('does not take numbers of requests that differ for failures that do', () => {
    const lengths = [1000, 1000, 1000, 1000, 20_000];
    const of = (all: boolean) =>
      errorShare(lengths.map((requests, i) => ({ requests, failed: all ? requests : 0, build: `b${i}` })));
    const none = of(false);
    expect(none).toMatchObject({ value: 0, low: 0, n: 24_000, unit: 'requests', method: 'clopper-pearson' });
    expect(none.high).toBeCloseTo(1 - 0.025 ** (1 / 24_000), 12);
    const every = of(true);
    expect(every).toMatchObject({ value: 1, high: 1, n: 24_000, unit: 'requests', method: 'clopper-pearson' });
    expect(every.low).toBeCloseTo(0.025 ** (1 / 24_000), 12);
  });

  it('counts the runs of a build together, from 5 builds on', () => {
    const failed = [20, 20, 1, 1, 3, 3, 2, 2, 9, 9];
    const shared = errorShare(failed.map((count, i) => ({ requests: 1000, failed: count, build: `b${i >> 1}` })));
    const apart = errorShare(runsOf(failed));
    expect(shared.value).toBe(apart.value);
    expect(shared.high).toBeGreaterThan(apart.high);
    expect(shared.low).toBeLessThan(apart.low);
  });

  it('has none below 5 runs', () => {
    expect(errorShare(runsOf([0, 0, 0]))).toMatchObject({ value: 0, method: 'none' });
  });
});

describe('the interval of the share of errors, simulated', () => {
  /** Of how many of 1,000 simulated settings of 5 runs the interval holds the truth; `shareOf` draws the share of one run. */
  function held(requests: number, truth: number, shareOf: (random: ReturnType<typeof seededRandom>) => number): number {
    const random = seededRandom(11);
    let count = 0;
    for (let setting = 0; setting < 1000; setting++) {
      const failed = Array.from({ length: 5 }, () => {
        const share = shareOf(random);
        return Array.from({ length: requests }, () => random.next()).filter((drawn) => drawn < share).length;
      });
      const { low, high } = errorShare(runsOf(failed, requests));
      if (low <= truth && truth <= high) count += 1;
    }
    return count;
  }

  it.each([
    [400, 0.01],
    [1000, 0.001],
  ])('holds the truth where each of 5 × %d requests fails by itself with %d', (requests, truth) => {
    expect(held(requests, truth, () => truth)).toBeGreaterThanOrEqual(965);
  });

  it('holds it nearly as often where the shares of runs vary as much as they are large', () => {
    const exponential = held(1000, 0.01, (random) => -0.01 * Math.log(1 - random.next()));
    // Clopper and Pearson's alone would hold it in 45 %.
    expect(exponential).toBeGreaterThanOrEqual(925);
    expect(exponential).toBeLessThanOrEqual(965);
  });
});
