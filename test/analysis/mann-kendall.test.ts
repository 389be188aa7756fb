import { describe, expect, it } from 'vitest';
import { mannKendall } from 'vexlab/dist/analysis/mann-kendall';
import { dependent, rising, slicesOf, tied } from './drift-courses';

describe('the modified Mann–Kendall test', () => {
  /*
   * S and its variance: pymannkendall 1.4.3, original_test(x).s, .var_s. The rest in NumPy 2.4.6 and SciPy 1.17.1:
   *   y = x - slope * arange(n); y -= y.mean(); r = (y[1:] * y[:-1]).sum() / (y * y).sum()
   *   rho = clip((n * r + 2) / (n - 4), 0, .95); k = arange(1, n)
   *   f = 1 + 2 / (n * (n-1) * (n-2)) * sum((n-k) * (n-k-1) * (n-k-2) * 6 / pi * arcsin(rho**k / 2))
   *   df = max(1, floor(n / f - 2)); p = 2 * stats.t.sf((abs(s) - 1) / sqrt(var_s * f), df)
   */
  it.each([
    [
      rising,
      { s: 75, variance: 333.6666666666667, autocorrelation: 0, inflation: 1, freedom: 12, p: 0.0016070925905535176 },
    ],
    [
      tied,
      { s: 44, variance: 200.66666666666666, autocorrelation: 0, inflation: 1, freedom: 10, p: 0.012558579840736083 },
    ],
    [
      dependent,
      {
        s: 184,
        variance: 1621.3333333333333,
        autocorrelation: 0.5213176447768497,
        inflation: 2.5972832776583035,
        freedom: 7,
        p: 0.02577178802802064,
      },
    ],
  ])('of %j', (values, known) => {
    const test = mannKendall(slicesOf(values));
    for (const [name, value] of Object.entries(known)) expect(test[name as keyof typeof known]).toBeCloseTo(value, 8);
  });

  it('says the least p of so many slices, which those that rise in each have', () => {
    const rises = slicesOf(Array.from({ length: 16 }, (_, i) => 3 * i));
    const stands = slicesOf([1, 2, 2, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 9]);
    const wavers = slicesOf([...tied, 3, 8]);
    expect(mannKendall(rises).leastP).toBe(mannKendall(rises).p);
    expect(mannKendall(stands).leastP).toBe(mannKendall(stands).p);
    expect(mannKendall(wavers).leastP).toBeLessThan(mannKendall(wavers).p);
  });
});
