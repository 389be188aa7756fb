import { describe, expect, it } from 'vitest';
import type { Neighbours } from 'vexlab/dist/datasets/dataset';
import { compareNeighbours } from 'vexlab/dist/truth/compare-neighbours';

const list = (rows: number[], distances: number[]): Neighbours => ({
  nq: 2,
  k: 2,
  rows: Uint32Array.from(rows),
  distances: Float64Array.from(distances),
});
const a = list([0, 1, 2, 3], [0, 1, 2, 2]);

describe('compareNeighbours', () => {
  it('tells equal lists, ties and differences apart', () => {
    expect(compareNeighbours(a, a)).toMatchObject({
      verdict: 'equal',
      sameRow: 4,
      ties: 0,
      maxAbsolute: 0,
      maxRelative: 0,
    });
    expect(compareNeighbours(a, list([0, 1, 3, 2], [0, 1, 2, 2]))).toMatchObject({
      verdict: 'equal-but-for-ties',
      sameRow: 2,
      ties: 2,
    });
    expect(compareNeighbours(a, list([0, 1, 2, 4], [0, 1, 2, 2.5]))).toMatchObject({
      verdict: 'different',
      different: 1,
      maxAbsolute: 0.5,
      maxRelative: 0.2,
      first: { query: 1, rank: 1, rows: [3, 4], distances: [2, 2.5] },
    });
  });
  it('grants what the tolerance says', () => {
    const b = list([0, 1, 2, 3], [1e-8, 1.001, 2, 2]);
    expect(compareNeighbours(a, b, 0.01).different).toBe(1);
    expect(compareNeighbours(a, b, { relative: 0.01, absolute: 1e-7 }).verdict).toBe('equal');
  });
  it('agrees with no NaN', () => {
    expect(compareNeighbours(a, list([0, 1, 2, 3], [NaN, 1, 2, 2]), 1).verdict).toBe('different');
  });
  it('refuses lists of different shapes', () => {
    expect(() => compareNeighbours(a, { ...a, nq: 4, k: 1 })).toThrow('2 queries × k 2 against 4 × 1');
  });
});
