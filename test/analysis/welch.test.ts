import { describe, expect, it } from 'vitest';
import { regularizedBeta } from 'vexlab/dist/analysis/regularized-beta';
import { welch } from 'vexlab/dist/analysis/welch';

/** Digits that agree. */
const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

const a = [812.5, 795.25, 841.0, 701.5, 825.75];
const b = [640.0, 655.5, 700.25, 610.75, 662.0];

describe('welch', () => {
  // SciPy 1.17.1: stats.ttest_ind(a, b, equal_var=False).
  it.each([
    { a, b, t: 4.94420640596677, freedom: 6.509549714447862, p: 0.002055500746182857 },
    {
      a: b,
      b: [1.25, 1.5, 1.125, 9.75, 1.375, 1.0],
      t: 44.33998726226661,
      freedom: 4.0754373263105474,
      p: 1.261487609383977e-6,
    },
    {
      a: [5.1, 4.9, 6.2],
      b: [4.8, 5.0, 5.2, 7.1],
      t: -0.18725147156828592,
      freedom: 4.9767651229564525,
      p: 0.8588578885840238,
    },
    {
      a: [1, 2, 3, 4, 5],
      b: [1000, 1001, 1002, 1003, 1004.5],
      t: -948.3037535563218,
      freedom: 7.9221990033756615,
      p: 2.6018453002377292e-21,
    },
    { a: a.map(Math.log), b: b.map(Math.log), t: NaN, freedom: NaN, p: 0.001525976590209679 },
  ])("of $a and $b is SciPy's", ({ a: first, b: second, t, freedom, p }) => {
    const test = welch(first, second);
    if (!Number.isNaN(t)) {
      expect(relative(test.t, t)).toBeLessThan(1e-12);
      expect(relative(test.freedom, freedom)).toBeLessThan(1e-12);
    }
    expect(relative(test.p, p)).toBeLessThan(1e-10);
  });

  it('of samples without spread is all or nothing', () => {
    expect(welch([2, 2], [2, 2]).p).toBe(1);
    expect(welch([2, 2], [3, 3])).toEqual({ t: -Infinity, freedom: Infinity, p: 0 });
  });
});

describe('regularizedBeta', () => {
  // SciPy 1.17.1: special.betainc(a, b, x).
  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.999, 4, 0.5, 0.9308943095126206],
    [1e-6, 4.3, 0.5, 4.188843917409869e-27],
    [0.5, 0.5, 0.5, 0.5000000000000001],
    [0.02, 100, 0.5, 7.214809364742437e-172],
  ])("I_%d(%d, %d) is SciPy's", (x, first, second, value) => {
    expect(relative(regularizedBeta(x, first, second), value)).toBeLessThan(1e-10);
  });
  it('ends at 0 and 1', () => expect([regularizedBeta(0, 2, 3), regularizedBeta(1, 2, 3)]).toEqual([0, 1]));
});
