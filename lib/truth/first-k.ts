import type { Neighbours } from '../datasets/dataset';

/** The k nearest of each query out of a longer list; the same list when it has k. */
export function firstK(neighbours: Neighbours, k: number): Neighbours {
  if (neighbours.k === k) return neighbours;
  const { nq } = neighbours;
  const rows = new Uint32Array(nq * k);
  const distances = new Float64Array(nq * k);
  for (let query = 0; query < nq; query++) {
    const from = query * neighbours.k;
    rows.set(neighbours.rows.subarray(from, from + k), query * k);
    distances.set(neighbours.distances.subarray(from, from + k), query * k);
  }
  return { nq, k, rows, distances };
}
