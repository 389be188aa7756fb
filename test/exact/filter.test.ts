import { describe, expect, it } from 'vitest';
import { distance } from 'vexlab/dist/exact/distance';
import { Filter } from 'vexlab/dist/exact/filter';
import { rowWeights, squaredNorm } from 'vexlab/dist/exact/row-weights';
import { adversaries, random } from './exact-arithmetic';

const metrics = ['l2', 'cosine', 'ip'] as const;

function plainProduct(base: Float32Array, at: number, query: Float32Array): number {
  let product = 0;
  for (let i = 0; i < query.length; i++) product += (base[at + i] as number) * (query[i] as number);
  return product;
}

describe.each(metrics)('the bound under %s', (metric) => {
  it.each(Object.keys(adversaries))('never leaves out a row at the limit itself: %s', (name) => {
    for (const dim of [1, 3, 32, 257]) {
      const next = random(dim);
      const component = adversaries[name]!(next);
      const value = (row: number, i: number) => Math.fround(component(row, i)) || 1;
      const n = 200;
      const base = Float32Array.from({ length: n * dim }, (_, j) => value(Math.floor(j / dim), j % dim));
      const query = Float32Array.from({ length: dim }, (_, i) => value(3, i));
      const weights = rowWeights(base, n, dim, metric);
      const filter = new Filter(metric, squaredNorm(query, 0, dim, metric, 'query'), dim);
      for (let row = 0; row < n; row++) {
        // The tightest limit under which this row is still a neighbour: its own distance.
        filter.tighten(distance(metric, base, row * dim, query, 0, dim));
        const value = plainProduct(base, row * dim, query) + filter.slope * weights[row]!;
        expect(value < filter.threshold).toBe(false);
      }
    }
  });

  it('leaves out nearly all rows that are farther by a thousandth', () => {
    const [n, dim] = [2000, 128];
    const next = random(7);
    const base = Float32Array.from({ length: n * dim }, () => next() - 0.5);
    const query = Float32Array.from({ length: dim }, () => next() - 0.5);
    const weights = rowWeights(base, n, dim, metric);
    const filter = new Filter(metric, squaredNorm(query, 0, dim, metric, 'query'), dim);
    let leftOut = 0;
    for (let row = 0; row < n; row++) {
      const far = distance(metric, base, row * dim, query, 0, dim);
      filter.tighten(far - 0.001 * Math.abs(far));
      if (plainProduct(base, row * dim, query) + filter.slope * weights[row]! < filter.threshold) leftOut++;
    }
    expect(leftOut).toBeGreaterThan(0.999 * n);
  });

  it('leaves out nothing before it has a limit', () => {
    const filter = new Filter(metric, 4, 2);
    for (const [product, weight] of [
      [-1e30, 1e15],
      [0, 0],
      [5, 1],
    ] as const) {
      expect(product + filter.slope * (metric === 'l2' ? -weight : weight) < filter.threshold).toBe(false);
    }
  });
});
