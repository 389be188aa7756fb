import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from 'vexlab/dist/analysis/normal';

// From SciPy 1.17.1: stats.norm.cdf and stats.norm.ppf.
const cdf: [number, number][] = [
  [-3.1, 0.0009676032132183563],
  [-1.96, 0.024997895148220435],
  [0, 0.5],
  [0.3, 0.6179114221889526],
  [2.5, 0.9937903346742238],
];
const quantile: [number, number][] = [
  [0.025, -1.9599639845400545],
  [0.3, -0.5244005127080409],
  [0.999, 3.090232306167813],
];

describe('the normal distribution', () => {
  it.each(cdf)('holds below %d the share that SciPy says', (x, p) => expect(normalCdf(x)).toBeCloseTo(p, 13));
  it.each(quantile)('has its quantile %d where SciPy says', (p, x) => expect(normalQuantile(p)).toBeCloseTo(x, 10));
  it('ends at the infinities, and settles on NaN', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(normalCdf(NaN)).toBeNaN();
  });
});
