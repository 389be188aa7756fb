import type { Metric } from '../datasets/dataset';
import { oneQuery } from './products';
import { QueryGroup } from './query-group';
import { rowWeights } from './row-weights';

/** Rows nearest first, ties by smaller row; distances as {@link Metric} defines them, in double precision. */
export interface Scan {
  rows: Uint32Array;
  distances: Float64Array;
}

/**
 * The k nearest of the first n rows to one query, by looking at every row, on the calling thread.
 * Fewer than k rows when n is smaller than k. Whoever asks often passes the base's {@link rowWeights}, made once.
 * Throws a LabError for values that are not finite and for zero vectors under `cosine`.
 */
export function scan(
  base: Float32Array,
  n: number,
  dim: number,
  metric: Metric,
  query: Float32Array,
  k: number,
  weights: Float64Array = rowWeights(base, n, dim, metric),
): Scan {
  const kept = Math.min(k, n);
  const group = new QueryGroup(oneQuery, { vectors: base, weights, n, dim, metric }, query, 0, 1, kept);
  group.visit(0, n);
  const rows = new Uint32Array(kept);
  const distances = new Float64Array(kept);
  group.drain(rows, distances, 0);
  return { rows, distances };
}
