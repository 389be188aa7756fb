import { describe, expect, it } from 'vitest';
import type { Metric, Vectors } from 'vexlab/dist/datasets/dataset';
import { truthFromFile } from 'vexlab/dist/datasets/truth-from-file';

const vectors = (...rows: number[][]): Vectors => ({
  n: rows.length,
  dim: 2,
  type: 'float32',
  data: Float32Array.from(rows.flat()),
});
const base = vectors([3, 4], [0, 1], [0, -1], [6, 8]);
const queries = vectors([0, 0.5]);
const of = (metric: Metric, rows: number[], distances?: number[]) =>
  truthFromFile({ nq: 1, k: rows.length, rows, ...(distances && { distances }) }, { base, queries, metric }, 'f');

describe('the truth of a file', () => {
  it('gets its distances in double by our definitions', () => {
    const l2 = of('l2', [1, 2, 0]);
    expect([...l2.rows]).toEqual([1, 2, 0]);
    expect([...l2.distances]).toEqual([0.5, 1.5, Math.sqrt(9 + 12.25)]);
    expect([...of('ip', [3, 0]).distances]).toEqual([-4, -2]);
    expect([...of('cosine', [1, 0, 2]).distances]).toEqual([0, 1 - 0.8, 2]);
  });

  it('is ordered by distance, equal ones by row', () => {
    // (3, 4) and (6, 8) have the same cosine with every query.
    expect([...of('cosine', [1, 3, 0]).rows]).toEqual([1, 0, 3]);
  });

  it('takes distances that agree but for float32', () => {
    expect([...of('l2', [1, 2], [0.5, 1.5000001]).distances]).toEqual([0.5, 1.5]);
  });

  const refused: readonly [string, () => unknown, string][] = [
    [
      'a wrong distance',
      () => of('l2', [1, 2], [0.5, 2.25]),
      'neighbour 1 of query 0 is said to be at 2.25, its l2 distance is 1.5',
    ],
    ['a row outside of the base', () => of('l2', [4]), 'neighbour 0 of query 0 is row 4, the base has 4 rows'],
    ['a negative row', () => of('l2', [-1]), 'is row -1'],
    ['a row that is there twice', () => of('l2', [1, 1]), 'query 0 has the same neighbour twice'],
    [
      'another number of queries',
      () => truthFromFile({ nq: 2, k: 1, rows: [0, 0] }, { base, queries, metric: 'l2' }, 'f'),
      'it has truth for 2 queries, the set has 1',
    ],
  ];
  for (const [what, act, message] of refused) {
    it(`is refused with ${what}`, () => {
      expect(act).toThrow(message);
    });
  }
});
