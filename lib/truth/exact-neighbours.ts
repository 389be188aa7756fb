import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { LabError } from '../base/lab-error';
import { noProgress, type Progress } from '../base/progress';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { toFloat32 } from '../datasets/vectors';
import type { WeightedBase } from '../exact/query-group';
import { fillRowWeights, squaredNorm } from '../exact/row-weights';
import { scanParallel } from '../exact/scan-parallel';
import { checkRequest } from './check-request';

export interface ExactNeighboursOptions {
  /** Worker threads; as many as the machine runs at once if not given. The answer does not depend on it. */
  threads?: number | undefined;
  progress?: Progress | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The k nearest base rows of every query, by looking at every row: the truth that recall is measured against.
 * Distances in double precision from the stored values, ties by smaller row.
 *
 * Rejects with a LabError: `bad-k`, `k-too-large`, `no-queries`, `dimension-mismatch`, `not-finite`, `zero-vector`
 * (under cosine), `bad-option` (threads), `stopped`.
 */
export async function exactNeighbours(
  dataset: Dataset,
  k: number,
  { threads = availableParallelism(), progress = noProgress, signal }: ExactNeighboursOptions = {},
): Promise<Neighbours> {
  checkRequest(dataset, k);
  const where = `exact neighbours of ${dataset.name}`;
  if (!Number.isInteger(threads) || threads < 1) {
    const remedy = 'ask for a whole number of at least 1';
    throw new LabError({ code: 'bad-option', where, what: `threads is ${threads}`, remedy });
  }
  const nq = dataset.queries.n;
  const queries = toFloat32(dataset.queries);
  for (let query = 0; query < nq; query++) {
    squaredNorm(queries, query, dataset.queries.dim, dataset.metric, `queries of ${dataset.name}`);
  }
  progress({ stage: where, done: 0, total: nq, unit: 'queries' });
  const base = await weightedBase(dataset, signal);
  const { rows, distances } = await scanParallel(base, queries, nq, k, {
    where,
    threads,
    signal,
    answered: (done) => progress({ stage: where, done, total: nq, unit: 'queries' }),
  });
  return { nq, k, rows, distances };
}

/** Components looked at before the event loop has its turn. */
const pauseAfter = 2 ** 24;

async function weightedBase(dataset: Dataset, signal?: AbortSignal): Promise<WeightedBase> {
  const { n, dim } = dataset.base;
  const vectors = toFloat32(dataset.base);
  const weights = new Float64Array(new SharedArrayBuffer(n * Float64Array.BYTES_PER_ELEMENT));
  const part = Math.max(1, Math.floor(pauseAfter / dim));
  for (let first = 0; first < n && !signal?.aborted; first += part) {
    fillRowWeights(weights, vectors, first, Math.min(n, first + part), dim, dataset.metric, `base of ${dataset.name}`);
    await setImmediate();
  }
  return { vectors, weights, n, dim, metric: dataset.metric };
}
