import { describe, expect, it } from 'vitest';
import { searchGrowth } from 'vexlab/dist/analysis/search-growth';
import type { MeasuredSummary, RunValues } from 'vexlab/dist/analysis/summary';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { growingSearches } from '../views/fixture-scale-records';

const summaries = summarise(growingSearches([1000, 10_000, 100_000])) as MeasuredSummary[];

/** The p99 of the first three runs at every size but the smallest is that of a failed request, or is not carried. */
const without = (requests: number) =>
  summaries.map((one) => ({
    ...one,
    runs: one.runs.map((run, i): RunValues => {
      if (one.dataset.n === 1000 || i >= 3) return run;
      const { p99Ms, ...rest } = run;
      return { ...rest, requests, failed: p99Ms === undefined ? 0 : requests / 20 };
    }),
  }));

describe('growth of a percentile that some runs lack', () => {
  it('is that of all runs where all have it', () => {
    const [line] = searchGrowth(summaries);
    expect(line?.figures.p99).toMatchObject({ law: { state: 'fitted' }, degradation: { state: 'known' } });
  });

  it('is not that of the runs that did not fail', () => {
    const [line] = searchGrowth(without(1200));
    const why = 'at 10000 3 of 5 runs have no p99: it falls among the failed requests';
    const none = { state: 'not available', why };
    expect(line?.figures.p99).toEqual({ law: none, degradation: none });
    expect(line?.figures.rate.degradation.state).toBe('known');
  });

  it('says of too few requests how many they are', () => {
    const [line] = searchGrowth(without(200));
    expect(line?.figures.p99.degradation).toMatchObject({
      why: 'at 10000 3 of 5 runs have no p99: 200 requests are too few to carry it',
    });
  });
});
