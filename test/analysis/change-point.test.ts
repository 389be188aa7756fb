import { describe, expect, it } from 'vitest';
import { changePoint } from 'vexlab/dist/analysis/change-point';
import { slicesOf } from './drift-courses';

describe('the change of a share', () => {
  it('is where χ² of the shares before and after is largest', () => {
    const found = changePoint(
      slicesOf([1, 2, 1, 3, 2, 1, 2, 9, 8, 9, 7, 9]).map(({ at, value }) => ({ at, sum: value, of: 10 })),
    );
    expect(found).toMatchObject({ from: 7, rises: true });
    expect(found.p).toBeLessThan(0.01);
  });

  it('of one slice at an end has the p of its place: of two in as many orders as there are slices', () => {
    const sums = Array.from({ length: 40 }, (_, i) => (i === 39 ? 5 : 0));
    const { p, autocorrelation } = changePoint(sums.map((sum, at) => ({ at, sum, of: 10 })));
    expect(p).toBeCloseTo(2 / 40, 1);
    expect(p).toBeGreaterThan(1 / 40);
    // Nothing is left about the two levels.
    expect(autocorrelation).toBe(0);
  });

  it('counts a slice by its requests', () => {
    const parts = Array.from({ length: 14 }, (_, at) => ({ at, sum: at < 7 ? 1 : 10, of: at < 7 ? 10 : 100 }));
    expect(changePoint(parts).p).toBe(1);
  });
});
