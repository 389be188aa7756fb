import { describe, expect, it } from 'vitest';
import { nextRate } from 'vexlab/dist/workload/load/breaking-point';
import { longestWindowMs, rateSearch, windowMs } from 'vexlab/dist/workload/load/rate-search';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';

const asked = { durationMs: 3000, precision: 0.05 };
const withP99 = { ...asked, p99Ms: 10 };

describe('the windows of a search for the highest rate', () => {
  it('last as long as they were asked to, or until they carry the precision, 20 s at most', () => {
    // 40 of 840 requests are missing in the half of a window at 1.05 times the capacity.
    const durations = [1, 40, 100, 560, 10_000].map((rate) => windowMs(asked, rate));
    expect(durations).toEqual([20_000, 20_000, 16_800, 3000, 3000]);
    expect(windowMs({ ...asked, precision: 0.2 }, 50)).toBeCloseTo(9600, 6);
    expect(longestWindowMs(asked)).toBe(20_000);
    expect(longestWindowMs(withP99)).toBe(60_000);
    expect(longestWindowMs({ durationMs: 90_000 })).toBe(90_000);
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
