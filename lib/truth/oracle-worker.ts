import { BruteforceSearch } from 'hnswlib-node';
import { parentPort, workerData } from 'node:worker_threads';
import type { Metric } from '../datasets/dataset';

/** What the worker of {@link oracleNeighbours} is given; every array lies in shared memory. */
export interface OracleJob {
  readonly base: Float32Array;
  readonly queries: Float32Array;
  readonly n: number;
  readonly nq: number;
  readonly dim: number;
  readonly metric: Metric;
  readonly k: number;
  readonly rows: Uint32Array;
  readonly distances: Float64Array;
}

const { base, queries, n, nq, dim, metric, k, rows, distances } = workerData as OracleJob;
// For cosine the index normalises what it is given.
const index = new BruteforceSearch(metric, dim);
index.initIndex(n);
for (let row = 0; row < n; row++) index.addPoint(Array.from(base.subarray(row * dim, (row + 1) * dim)), row);
for (let query = 0; query < nq; query++) {
  const found = index.searchKnn(Array.from(queries.subarray(query * dim, (query + 1) * dim)), k);
  const nearest = found.neighbors
    .map((row, i) => ({ row, distance: asDefined(found.distances[i] as number) }))
    .sort((a, b) => a.distance - b.distance || a.row - b.row);
  nearest.forEach(({ row, distance }, rank) => {
    rows[query * k + rank] = row;
    distances[query * k + rank] = distance;
  });
  parentPort?.postMessage(1);
}

/** hnswlib's distances, in single precision, as the lab defines them: its l2 is squared, its inner product is 1 − x·y. */
function asDefined(value: number): number {
  if (metric === 'l2') return Math.sqrt(value);
  return metric === 'ip' ? value - 1 : value;
}
