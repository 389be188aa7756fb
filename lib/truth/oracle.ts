import { join } from 'node:path';
import { noProgress, type Progress } from '../base/progress';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { toFloat32 } from '../datasets/vectors';
import { runWorkers } from '../exact/run-workers';
import { checkRequest } from './check-request';
import type { OracleJob } from './oracle-worker';

/**
 * The k nearest base rows of every query by somebody else's code: the brute-force search of hnswlib, in a worker
 * thread. It works in single precision; compare it with {@link exactNeighbours} by {@link compareNeighbours}.
 *
 * Rejects with a LabError: `bad-k`, `k-too-large`, `no-queries`, `dimension-mismatch`, `stopped`, `worker-failed`.
 */
export async function oracleNeighbours(
  dataset: Dataset,
  k: number,
  { progress = noProgress, signal }: { progress?: Progress; signal?: AbortSignal } = {},
): Promise<Neighbours> {
  checkRequest(dataset, k);
  const { n, dim } = dataset.base;
  const nq = dataset.queries.n;
  const job: OracleJob = {
    base: toFloat32(dataset.base),
    queries: toFloat32(dataset.queries),
    n,
    nq,
    dim,
    metric: dataset.metric,
    k,
    rows: new Uint32Array(new SharedArrayBuffer(nq * k * Uint32Array.BYTES_PER_ELEMENT)),
    distances: new Float64Array(new SharedArrayBuffer(nq * k * Float64Array.BYTES_PER_ELEMENT)),
  };
  const stage = `oracle neighbours of ${dataset.name}`;
  let done = 0;
  progress({ stage, done, total: nq, unit: 'queries' });
  await runWorkers(join(__dirname, 'oracle-worker.js'), [job], {
    where: stage,
    signal,
    message: () => progress({ stage, done: ++done, total: nq, unit: 'queries' }),
  });
  return { nq, k, rows: job.rows, distances: job.distances };
}
