import type { Dataset, Neighbours } from '../datasets/dataset';
import { takeRows, toFloat32 } from '../datasets/vectors';
import { rowWeights } from '../exact/row-weights';
import { scanQueries } from '../exact/scan-queries';

/** Neighbours of each sampled row: enough for a steady estimate, few enough to stay local. */
const most = 20;

/** Multiply-adds that take about a second on one core. */
const second = 2e9;

/**
 * The nearest other rows (up to 20) of every n/sample-th base row, on the calling thread; none where the base has one
 * row.
 */
export function neighboursOfBase(dataset: Dataset, sample?: number): Neighbours {
  const { base, metric } = dataset;
  const { n, dim } = base;
  const points = Math.min(n, sample ?? Math.max(10, Math.min(200, Math.floor(second / (n * dim)))));
  const k = Math.min(most, n - 1);
  const sampled = Array.from({ length: points }, (_, i) => Math.floor((i * n) / points));
  const vectors = toFloat32(base);
  const weights = rowWeights(vectors, n, dim, metric, `base of ${dataset.name}`);
  const rows = new Uint32Array(points * (k + 1));
  const distances = new Float64Array(points * (k + 1));
  const queries = toFloat32(takeRows(base, sampled));
  scanQueries({ vectors, weights, n, dim, metric }, queries, 0, points, k + 1, rows, distances);
  const others: Neighbours = {
    nq: points,
    k,
    rows: new Uint32Array(points * k),
    distances: new Float64Array(points * k),
  };
  sampled.forEach((self, i) => {
    const from = i * (k + 1);
    const own = rows.subarray(from, from + k + 1).indexOf(self);
    // Among many duplicates the row itself may not be listed; then the farthest goes.
    const left = own < 0 ? k : own;
    for (let rank = 0; rank < k; rank++) {
      const slot = from + rank + (rank >= left ? 1 : 0);
      others.rows[i * k + rank] = rows[slot] as number;
      others.distances[i * k + rank] = distances[slot] as number;
    }
  });
  return others;
}
