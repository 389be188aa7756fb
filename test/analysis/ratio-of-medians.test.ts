import { describe, expect, it } from 'vitest';
import { detectable } from 'vexlab/dist/analysis/detectable';
import { differenceOfMedians, ratioOfMedians } from 'vexlab/dist/analysis/ratio-of-medians';

/** Runs that each searched their own index. */
const runs = (values: readonly number[]) => values.map((value, i) => ({ value, build: `build ${i}` }));
const some = runs([100, 101, 99, 102, 98]);
const nothing = runs([0, 0, 0, 0, 0]);

describe('a ratio of medians', () => {
  it('is not to be had over 0, nor of times without end', () => {
    expect(ratioOfMedians(some, nothing)).toEqual({ why: 'the median to divide by is 0' });
    expect(ratioOfMedians(nothing, nothing)).toEqual({ why: 'the median to divide by is 0' });
    expect(ratioOfMedians(some, runs([Infinity, Infinity, Infinity, 1, 2]))).toEqual({
      why: 'a median is without end',
    });
  });

  it('of nothing over something is 0', () => {
    expect(ratioOfMedians(nothing, some)).toMatchObject({ value: 0, low: 0, high: 0, method: 'percentile' });
  });

  it('may have no upper end, where resamples of the second are 0', () => {
    // Medians of 5 that are 0 are 5.8 % of its resamples: at least three draws of the one run.
    const found = ratioOfMedians(some, runs([0, 50, 50, 50, 50]));
    expect(found).toMatchObject({ value: 2, high: Infinity });
    expect(found).toMatchObject({ low: expect.closeTo(1.98, 1) as number });
  });

  it('has no interval where resamples of both are 0', () => {
    const stopped = runs([0, 50, 50, 50, 50]);
    expect(ratioOfMedians(stopped, stopped)).toMatchObject({ value: 1, low: NaN, high: NaN, method: 'none' });
    expect(differenceOfMedians(stopped, stopped)).toMatchObject({ value: 0, method: 'percentile' });
  });
});

describe('what ratio would be shown', () => {
  it('is not to be had of runs that answered nothing', () => {
    const aa = runs([0, 100, 101, 99, 102, 98, 100, 101, 99, 102]);
    expect(detectable(aa)).toEqual({
      state: 'not available',
      why: 'a run of them is 0 or without end, which has no ratio',
    });
  });
});
