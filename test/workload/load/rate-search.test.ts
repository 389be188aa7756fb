import { describe, expect, it } from 'vitest';
import { nextRate } from 'vexlab/dist/workload/load/breaking-point';
import { longestWindowMs, rateSearch, windowMs } from 'vexlab/dist/workload/load/rate-search';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';

const asked = { durationMs: 3000, precision: 0.05 };
const withP99 = { ...asked, p99Ms: 10 };

describe('the windows of a search for the highest rate', () => {
  it('last as long as they were asked to where no p99 is judged', () => {
    expect([1, 100, 10_000].map((rate) => windowMs(asked, rate))).toEqual([3000, 3000, 3000]);
    expect(longestWindowMs(asked)).toBe(3000);
    expect(rateSearch(asked, 40)).toEqual({ first: 20, atLeast: 1, precision: 0.05 });
  });

  it('carry a p99 where one is judged, at every rate of the search', () => {
    const search = rateSearch(withP99, 3);
    expect(search.first).toBe(search.atLeast);
    for (const rate of [search.first, 50, 150, 5000]) {
      const lasts = windowMs(withP99, rate);
      expect(lasts).toBeLessThanOrEqual(longestWindowMs(withP99) * (1 + 1e-9));
      for (const seed of [1, 2, 3])
        expect(arrivalTimes('poisson', rate, lasts, seed).length).toBeGreaterThanOrEqual(1000);
    }
  });

  it('are not asked for below the rate at which the longest one carries none', () => {
    const search = rateSearch(withP99, 3);
    const broken = {
      rate: search.first,
      offered: 18,
      completed: 9,
      requests: 1100,
      errors: 0,
      notSent: 0,
      backlog: { middle: 0, end: 500 },
    };
    expect(nextRate([broken], search)).toBe(search.first);
    expect(nextRate([broken, broken], search)).toBeUndefined();
  });
});
