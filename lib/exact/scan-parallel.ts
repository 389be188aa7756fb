import { join } from 'node:path';
import type { WeightedBase } from './query-group';
import { runWorkers } from './run-workers';
import type { Scan } from './scan';
import type { ScanJob } from './scan-worker';

export interface ScanParallelOptions {
  /** Named in errors. */
  where: string;
  threads: number;
  signal?: AbortSignal | undefined;
  /** Called with the number of queries answered so far. */
  answered?: ((queries: number) => void) | undefined;
}

/** Multiply-adds that a worker does between two reports: well under a second. */
const shareOfWork = 5e8;

/**
 * The k nearest rows of each of the first nq queries, by worker threads over shared memory: the arrays of `base` and
 * `queries` must lie in SharedArrayBuffers. The queries are dealt out in shares; the answer does not depend on who took
 * which. Rejects as {@link runWorkers} does.
 */
export async function scanParallel(
  base: WeightedBase,
  queries: Float32Array,
  nq: number,
  k: number,
  { where, threads, signal, answered }: ScanParallelOptions,
): Promise<Scan> {
  const fair = Math.ceil(nq / threads / 4) * 4;
  const quick = Math.max(4, Math.floor(shareOfWork / (base.n * base.dim) / 4) * 4);
  const job: ScanJob = {
    base,
    queries,
    nq,
    k,
    share: Math.min(fair, quick, 64),
    next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    rows: new Uint32Array(new SharedArrayBuffer(nq * k * Uint32Array.BYTES_PER_ELEMENT)),
    distances: new Float64Array(new SharedArrayBuffer(nq * k * Float64Array.BYTES_PER_ELEMENT)),
  };
  let done = 0;
  const jobs = new Array<ScanJob>(Math.min(threads, Math.ceil(nq / job.share))).fill(job);
  await runWorkers(join(__dirname, 'scan-worker.js'), jobs, {
    where,
    signal,
    message: (queriesDone) => answered?.((done += queriesDone as number)),
  });
  return { rows: job.rows, distances: job.distances };
}
