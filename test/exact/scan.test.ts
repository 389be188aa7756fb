import { describe, expect, it } from 'vitest';
import { distance } from 'vexlab/dist/exact/distance';
import { rowWeights } from 'vexlab/dist/exact/row-weights';
import { scan } from 'vexlab/dist/exact/scan';
import { scanQueries } from 'vexlab/dist/exact/scan-queries';
import { adversaries, exactRows, random } from './exact-arithmetic';

const metrics = ['l2', 'cosine', 'ip'] as const;
const plain = ({ rows, distances }: { rows: Uint32Array; distances: Float64Array }) => ({
  rows: Array.from(rows),
  distances: Array.from(distances),
});

describe('scan', () => {
  const base = Float32Array.from([0, 1, 3, 4, 1, 0, -1, 0, 3, 4]);

  it('finds the nearest under l2, ties by smaller row', () => {
    const found = scan(base, 5, 2, 'l2', Float32Array.from([0, 0]), 5);
    expect(plain(found)).toEqual({ rows: [0, 2, 3, 1, 4], distances: [1, 1, 1, 5, 5] });
  });
  it('finds the nearest under cosine', () => {
    const found = scan(base, 5, 2, 'cosine', Float32Array.from([0, 2]), 4);
    expect(Array.from(found.rows)).toEqual([0, 1, 4, 2]);
    expect(found.distances[0]).toBe(0);
    expect(found.distances[1]).toBeCloseTo(0.2, 15);
    expect(found.distances[3]).toBe(1);
  });
  it('finds the largest inner products', () => {
    const found = scan(base, 5, 2, 'ip', Float32Array.from([-1, 1]), 3);
    expect(plain(found)).toEqual({ rows: [0, 1, 3], distances: [-1, -1, -1] });
  });
  it('gives every row when k is larger than n', () => {
    expect(scan(base, 3, 2, 'l2', Float32Array.from([0, 0]), 10).rows).toEqual(Uint32Array.from([0, 2, 1]));
  });
  it('takes weights made before', () => {
    const query = Float32Array.from([1, 1]);
    const weights = rowWeights(base, 5, 2, 'l2');
    expect(scan(base, 5, 2, 'l2', query, 2, weights)).toEqual(scan(base, 5, 2, 'l2', query, 2));
  });
  it('says which row is not finite or has no direction', () => {
    const bad = Float32Array.from([1, 1, 2, NaN]);
    const query = Float32Array.from([1, 1]);
    expect(() => scan(bad, 2, 2, 'l2', query, 1)).toThrow('exact search: row 1 has NaN in component 1');
    expect(() => scan(base, 5, 2, 'l2', bad.subarray(2), 1)).toThrow('row 0 has NaN in component 1');
    expect(() => scan(Float32Array.from([1, 0, 0, 0]), 2, 2, 'cosine', query, 1)).toThrow('row 1 is a zero vector');
    expect(() => scan(base, 5, 2, 'cosine', Float32Array.from([0, 0]), 1)).toThrow('row 0 is a zero vector');
  });
});

/** Sets with rows whose distances differ, or whose irrational cosines are equal, beyond what a double can tell. */
const belowDouble = new Set([
  'l2: components from 1e-30 to 1e30',
  'cosine: components from 1e-30 to 1e30',
  'cosine: small whole numbers, exact ties',
]);

describe.each(metrics)('exact search under %s, held against exact rational arithmetic', (metric) => {
  it.each(Object.keys(adversaries))('%s', (name) => {
    const next = random(11);
    const [n, dim, nq, k] = [301, 17, 7, 40];
    const component = adversaries[name]!(next);
    const value = (row: number, i: number) => Math.fround(component(row, i)) || 1;
    const base = Float32Array.from({ length: n * dim }, (_, j) => value(Math.floor(j / dim), j % dim));
    const queries = Float32Array.from({ length: nq * dim }, (_, j) => value(Math.floor(j / dim) + 1, j % dim));
    const rows = new Uint32Array(nq * k);
    const distances = new Float64Array(nq * k);
    const weights = rowWeights(base, n, dim, metric);
    scanQueries({ vectors: base, weights, n, dim, metric }, queries, 0, nq, k, rows, distances);
    for (let query = 0; query < nq; query++) {
      const vector = queries.subarray(query * dim, (query + 1) * dim);
      const found = Array.from(rows.subarray(query * k, (query + 1) * k));
      const exact = exactRows(base, dim, metric, vector, k);
      if (!belowDouble.has(`${metric}: ${name}`)) expect(found).toEqual(exact);
      exact.forEach((row, rank) => {
        const reported = distances[query * k + rank]!;
        const difference = Math.abs(distance(metric, base, row * dim, vector, 0, dim) - reported);
        expect(difference).toBeLessThanOrEqual(1e-15 * (metric === 'cosine' ? 1 : Math.abs(reported)));
      });
      const alone = scan(base, n, dim, metric, vector, k);
      expect(alone.rows).toEqual(rows.slice(query * k, (query + 1) * k));
      expect(alone.distances).toEqual(distances.slice(query * k, (query + 1) * k));
    }
  });
});

describe('scanQueries', () => {
  it('answers any number of queries over any number of rows as one at a time', () => {
    const next = random(5);
    // Rows of 40,000 bytes: a few fill a tile, so several tiles are passed.
    const [n, dim, k] = [13, 10_000, 3];
    const base = Float32Array.from({ length: n * dim }, next);
    const queries = Float32Array.from({ length: 6 * dim }, next);
    const weights = rowWeights(base, n, dim, 'l2');
    for (const nq of [1, 3, 4, 6]) {
      const rows = new Uint32Array(nq * k);
      scanQueries({ vectors: base, weights, n, dim, metric: 'l2' }, queries, 0, nq, k, rows, new Float64Array(nq * k));
      for (let query = 0; query < nq; query++) {
        const alone = scan(base, n, dim, 'l2', queries.subarray(query * dim, (query + 1) * dim), k);
        expect(rows.slice(query * k, (query + 1) * k)).toEqual(alone.rows);
      }
    }
  });
});
