import { parentPort, workerData } from 'node:worker_threads';
import type { WeightedBase } from './query-group';
import { scanQueries } from './scan-queries';

/** What one worker of {@link scanParallel} is given; every array lies in shared memory. */
export interface ScanJob {
  readonly base: WeightedBase;
  readonly queries: Float32Array;
  readonly nq: number;
  readonly k: number;
  /** Queries taken at a time. */
  readonly share: number;
  /** One number: the next query that nobody has taken. */
  readonly next: Int32Array;
  readonly rows: Uint32Array;
  readonly distances: Float64Array;
}

const job = workerData as ScanJob;
for (;;) {
  const first = Atomics.add(job.next, 0, job.share);
  if (first >= job.nq) break;
  const end = Math.min(job.nq, first + job.share);
  scanQueries(job.base, job.queries, first, end, job.k, job.rows, job.distances);
  parentPort?.postMessage(end - first);
}
