import { describe, expect, it } from 'vitest';
import { senSlope } from 'vexlab/dist/analysis/sen-slope';
import { rising, slicesOf, tied } from './drift-courses';

describe("Sen's slope", () => {
  it.each([
    // SciPy 1.17.1, stats.theilslopes(x, np.arange(len(x)), 0.95). Reach: 1.959964 * sqrt(var(S)), pymannkendall 1.4.3's var_s.
    [rising, 333.6666666666667, 0.21249999999999997, 0.16666666666666666, 0.24285714285714288],
    [tied, 200.66666666666666, 0.3333333333333333, 0.16666666666666666, 0.4444444444444444],
  ])("of %j is SciPy's", (values, variance, value, low, high) => {
    const slope = senSlope(slicesOf(values), 1.959963984540054 * Math.sqrt(variance));
    expect(slope.value).toBeCloseTo(value, 12);
    expect([slope.low, slope.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
  });

  it('has no ends where the reach holds all pairs', () => {
    expect(senSlope(slicesOf([1, 2, 3]), 3)).toEqual({ value: 1, low: -Infinity, high: Infinity });
  });
});
