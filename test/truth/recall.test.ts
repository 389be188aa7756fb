import { describe, expect, it } from 'vitest';
import type { Neighbours } from 'vexlab/dist/datasets/dataset';
import { meanRecall, noRow, scoreAnswers } from 'vexlab/dist/truth/recall';
import { smallDataset } from './small-dataset';

/** On a line: distances from the query at 0 are 1, 2, 2, 3, 3 + 10⁻⁶ of it, 3.1. */
const line = smallDataset('l2', [[1], [2], [-2], [3], [-3.0000019], [3.1]], [[0], [2.9]]);
/** Of query 0: rows 0, 1, 2; of query 1 (2.9): rows 3, 5, 1. Distances in it are never used. */
const truth: Neighbours = {
  nq: 2,
  k: 3,
  rows: Uint32Array.from([0, 1, 2, 3, 5, 1]),
  distances: new Float64Array(6).fill(NaN),
};
const score = (rows: number[], k: number, queries = [0], dataset = line, neighbours = truth) => {
  const { hits, tieHits, ...counts } = scoreAnswers(
    { rows: Uint32Array.from(rows), queries: Uint32Array.from(queries), k },
    neighbours,
    dataset,
  );
  return { hits: Array.from(hits), tieHits: Array.from(tieHits), ...counts };
};

describe('scoreAnswers', () => {
  it('counts by id, in any order', () => {
    expect(score([2, 0, 1], 3)).toEqual({ hits: [3], tieHits: [3], short: 0, duplicates: 0 });
    expect(score([0, 3, 5], 3)).toEqual({ hits: [1], tieHits: [1], short: 0, duplicates: 0 });
  });

  it('counts a row as far as the k-th as a tie hit, not as a hit', () => {
    expect(score([0, 2], 2)).toEqual({ hits: [1], tieHits: [2], short: 0, duplicates: 0 });
    expect(score([0, 3], 2)).toEqual({ hits: [1], tieHits: [1], short: 0, duplicates: 0 });
  });

  it('grants a tie a millionth of the k-th distance and no more', () => {
    const near: Neighbours = { nq: 2, k: 1, rows: Uint32Array.from([3, 3]), distances: new Float64Array(2) };
    // −3.0000019 is 6.4 × 10⁻⁷ farther than 3; 3.1 is 3 % farther.
    expect(score([4], 1, [0], line, near)).toMatchObject({ hits: [0], tieHits: [1] });
    expect(score([5], 1, [0], line, near)).toMatchObject({ hits: [0], tieHits: [0] });
    const wide = smallDataset('l2', [[1], [1.0000008], [1.000002]], [[0], [0]]);
    const first: Neighbours = { nq: 2, k: 1, rows: Uint32Array.from([0, 0]), distances: new Float64Array(2) };
    expect(score([1, 2], 1, [0, 1], wide, first)).toMatchObject({ hits: [0, 0], tieHits: [1, 0] });
  });

  it('widens the limit upwards where distances are negative, and not at all at distance 0', () => {
    const products = smallDataset('ip', [[4], [3.999999], [3.9]], [[1]]);
    const best: Neighbours = { nq: 1, k: 1, rows: Uint32Array.from([0]), distances: new Float64Array(1) };
    expect(score([1], 1, [0], products, best)).toMatchObject({ hits: [0], tieHits: [1] });
    expect(score([2], 1, [0], products, best)).toMatchObject({ hits: [0], tieHits: [0] });
    const zero = smallDataset('l2', [[0], [0], [1e-30]], [[0]]);
    expect(score([1], 1, [0], zero, best)).toMatchObject({ hits: [0], tieHits: [1] });
    expect(score([2], 1, [0], zero, best)).toMatchObject({ hits: [0], tieHits: [0] });
  });

  it('counts a duplicate once, and such an answer as short', () => {
    expect(score([0, 0, 0, 1, 1, 2], 3, [0, 0])).toEqual({ hits: [1, 2], tieHits: [1, 2], short: 2, duplicates: 3 });
    // Not even duplicates of a tie may make a full score.
    expect(score([2, 2], 2)).toEqual({ hits: [0], tieHits: [1], short: 1, duplicates: 1 });
  });

  it('counts what is missing as missed', () => {
    expect(score([0, noRow, noRow, noRow, noRow, noRow], 3, [0, 1])).toEqual({
      hits: [1, 0],
      tieHits: [1, 0],
      short: 2,
      duplicates: 0,
    });
  });

  it('holds each request against its own query, however often it was asked', () => {
    expect(score([3, 5, 0, 1, 3, 0], 2, [1, 0, 1]).hits).toEqual([2, 2, 1]);
  });

  it.each([
    ['k-too-large', 'recall@4 needs 4 true neighbours, the truth has 3', () => score([0, 1, 2, 3], 4)],
    ['row-out-of-range', 'request 1 was answered with row 6 of 6', () => score([0, 6], 1, [0, 0])],
    ['query-out-of-range', 'request 0 asked query 2 of 2', () => score([0], 1, [2])],
    ['bad-answers', '2 rows for 1 requests at k 3', () => score([0, 1], 3)],
    ['bad-answers', 'the truth is of 2 queries', () => score([0], 1, [0], smallDataset('l2', [[1]], [[1]]))],
    ['bad-k', 'k is 0', () => score([], 0, [])],
  ])('refuses with %s: %s', (code, message, act) => {
    expect(act).toThrow(expect.objectContaining({ name: 'LabError', code }) as Error);
    expect(act).toThrow(message);
  });
});

describe('meanRecall', () => {
  it('is the mean of hits over k', () => {
    expect(meanRecall(Uint16Array.from([10, 9, 8, 10]), 10)).toBe(0.925);
    expect(meanRecall([0], 3)).toBe(0);
  });
  it('is no number where there is nothing to take the mean of', () => {
    expect(() => meanRecall([], 10)).toThrow('recall: there are no answers');
    expect(() => meanRecall([1], 0)).toThrow('k is 0');
  });
});
