import { describe, expect, it } from 'vitest';
import { hitsByBuild } from 'vexlab/dist/analysis/query-hits';
import { recallOver } from 'vexlab/dist/analysis/recall-estimate';
import { recallRises } from 'vexlab/dist/analysis/recall-rises';
import { okRecord } from '../views/fixture-records';

const build = (hits: number[], asked = hits.map(() => 1), name = 'b') => ({
  build: name,
  hits: Float64Array.from(hits),
  asked: Float64Array.from(asked),
});
const tens = [10, 9, 10, 10, 8, 10, 7, 10, 9, 10];
const forty = [...tens, ...tens, ...tens, ...tens];

describe('hitsByBuild', () => {
  it('adds up the requests of each query over the runs of a build', () => {
    const dataset = { queries: 3 };
    // Queries 0, 1, 2, 0, 1.
    const run = (repetition: number, buildIndex: number, hits: number[]) =>
      okRecord({ dataset, repetition, buildIndex, latencies: [1, 1, 1, 1, 1], hits, measureMs: 5 });
    const found = hitsByBuild(
      [run(0, 0, [1, 2, 3, 4, 5]), run(1, 0, [1, 1, 1, 1, 1]), run(2, 1, [9, 9, 9, 9, 9])],
      'hits',
    );
    expect(found?.map(({ build: name, hits, asked }) => [name, [...hits], [...asked]])).toEqual([
      ['b0', [7, 9, 4], [4, 4, 2]],
      ['b1', [18, 18, 9], [2, 2, 1]],
    ]);
  });
  it('is undefined without truth', () => {
    expect(hitsByBuild([okRecord({ latencies: [1], measureMs: 1 })], 'hits')).toBeUndefined();
  });
});

describe('recallOver', () => {
  it("of 40 queries is near SciPy's BCa of their mean", () => {
    // stats.bootstrap((forty / 10,), np.mean, n_resamples=199999, method='BCa', random_state=default_rng(3)):
    // 0.895 and 0.9575
    const estimate = recallOver([build(forty)], 10, { draws: 9999 });
    expect(estimate).toMatchObject({ n: 40, unit: 'queries', method: 'bca' });
    expect(estimate.value).toBeCloseTo(0.93, 12);
    expect(Math.abs(estimate.low - 0.895)).toBeLessThan(0.005);
    expect(Math.abs(estimate.high - 0.9575)).toBeLessThan(0.005);
  });
  it('does not grow surer by asking the same queries again', () => {
    const once = recallOver([build(forty)], 10);
    const fivefold = recallOver(
      [
        build(
          forty.map((hits) => 5 * hits),
          forty.map(() => 5),
        ),
      ],
      10,
    );
    expect(fivefold).toEqual(once);
  });
  it('of queries that are all alike says how many others there may be', () => {
    // SciPy: stats.binomtest(0, 50).proportion_ci(0.95, 'exact') is 0 to 0.07112173646420458.
    const estimate = recallOver([build(new Array<number>(50).fill(10))], 10);
    expect(estimate).toMatchObject({ value: 1, high: 1, method: 'clopper-pearson' });
    expect(estimate.low).toBeCloseTo(1 - 0.07112173646420458, 12);
  });
  it('of few queries has no interval', () => {
    expect(recallOver([build([10, 9])], 10)).toMatchObject({ value: 0.95, n: 2, method: 'none' });
  });
});

describe('recallRises', () => {
  const curve = (...points: [ef: number, hits: number[]][]) =>
    points.map(([ef, hits]) => ({ ef, builds: [build(hits)] }));
  const verdict = (...points: [number, number[]][]) => recallRises(curve(...points), 10)[0]?.verdict;

  it('passes a curve that rises, and one that has found all', () => {
    expect(verdict([10, [5, 6]], [20, [7, 8]], [40, [7, 8]])).toBe('pass');
    expect(verdict([10, [10, 10]], [20, [10, 10]])).toBe('pass');
  });
  it('fails one that falls, with its numbers', () => {
    const [found] = recallRises(curve([10, [5, 6]], [40, [5, 5]], [20, [7, 8]]), 10);
    expect(found).toMatchObject({ check: 'recall-rises', verdict: 'fail' });
    expect(found?.numbers).toMatchObject({ lowestEf: 10, highestEf: 40 });
    expect(found?.numbers.largestFall).toBeCloseTo(0.25, 12);
  });
  it('fails an engine that ignores ef', () => expect(verdict([20, [5, 6]], [200, [5, 6]])).toBe('fail'));
  it('only warns up to k, where ef changes nothing in many engines', () => {
    expect(verdict([5, [5, 6]], [10, [5, 6]])).toBe('warn');
  });
  it('says nothing of one setting', () => expect(recallRises(curve([10, [5]]), 10)).toEqual([]));
});
