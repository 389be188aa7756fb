import { describe, expect, it } from 'vitest';
import { distance, norm } from 'vexlab/dist/exact/distance';

const of = (metric: 'l2' | 'cosine' | 'ip', x: number[], y: number[]) =>
  distance(metric, Float32Array.from(x), 0, Float32Array.from(y), 0, x.length);

describe('distance', () => {
  it('l2 is the Euclidean length of the difference', () => {
    expect(of('l2', [1, 2], [4, 6])).toBe(5);
    expect(of('l2', [7, 7], [7, 7])).toBe(0);
  });

  it('ip is the negative inner product, and never −0', () => {
    expect(of('ip', [1, 2, 3], [4, -5, 6])).toBe(-12);
    expect(Object.is(of('ip', [0, 1], [1, 0]), 0)).toBe(true);
  });

  it('cosine is 1 − cosine: 0 for one direction, 1 for a right angle, 2 for the opposite', () => {
    expect(of('cosine', [3, 4], [3, 4])).toBe(0);
    expect(of('cosine', [3, 4], [12, 16])).toBe(0);
    expect(of('cosine', [1, 0], [0, 5])).toBe(1);
    expect(of('cosine', [1, 0], [-2, 0])).toBe(2);
    expect(of('cosine', [3, 4], [4, 3])).toBeCloseTo(1 - 24 / 25, 15);
  });

  it('keeps the precision of a small cosine distance, where 1 − cosine is 0', () => {
    // The angle is 2⁻²⁷, so the distance is 1 − cos(2⁻²⁷) = 2⁻⁵⁵ to many digits.
    expect(of('cosine', [1, 0], [1, 2 ** -27]) * 2 ** 55).toBeCloseTo(1, 12);
  });

  it('does not lose terms to a large one: 2²⁵ + many small ones', () => {
    // Plain summation in double precision drops every 2⁻³⁰ after 2⁵⁰.
    const x = [2 ** 25, ...Array<number>(4096).fill(2 ** -15), 2 ** 25];
    const y = [2 ** 25, ...Array<number>(4096).fill(2 ** -15), -(2 ** 25)];
    expect(of('ip', x, y)).toBe(-(4096 * 2 ** -30));
  });

  it('takes rows out of larger arrays', () => {
    const base = Float32Array.from([9, 9, 1, 1, 4, 5]);
    expect(distance('l2', base, 2, base, 4, 2)).toBe(5);
    expect(norm(base, 4, 2)).toBe(Math.sqrt(41));
  });
});
