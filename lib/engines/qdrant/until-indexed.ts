import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../base/lab-error';
import { type IndexState, notIndexed, unindexed } from './unindexed';

/** What Qdrant says of a collection, as far as it is asked here. */
export interface CollectionReport {
  readonly status: 'green' | 'yellow' | 'grey' | 'red';
  readonly optimizer_status: 'ok' | { readonly error: string };
  readonly points_count?: number | null;
  readonly indexed_vectors_count?: number | null;
  readonly segments_count: number;
  readonly config: { readonly optimizer_config: { readonly indexing_threshold?: number | null } };
}

interface Waiting {
  readonly info: () => Promise<CollectionReport>;
  /** Makes optimizers begin that wait for an update. */
  readonly wake: () => Promise<unknown>;
  readonly dim: number;
  readonly signal?: AbortSignal | undefined;
  /** How long it may say that all is done while too many vectors lack an index, before that is believed. */
  readonly doubtMs?: number;
}

const pollMs = 20;
/** Of its own configuration. */
const defaultThreshold = 10_000;

/**
 * Waits until Qdrant has indexed what it will: status green, and no more vectors without an index than may be. LabError
 * `engine-error` (an optimization failed) or `not-indexed`; else the signal's reason.
 * https://qdrant.tech/documentation/concepts/collections/#collection-info
 */
export async function untilIndexed({ info, wake, dim, signal, doubtMs = 10_000 }: Waiting): Promise<void> {
  let doubtFrom: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const report = await info();
    if (report.status === 'red') throw failed(report);
    if (report.status === 'grey') await wake();
    if (report.status === 'green') {
      const state = stateOf(report, dim);
      const { lacking, most } = unindexed(state);
      if (lacking <= most) return;
      doubtFrom ??= performance.now();
      if (performance.now() - doubtFrom >= doubtMs) throw notIndexed('qdrant', state);
    } else {
      doubtFrom = undefined;
    }
    await sleep(pollMs, undefined, { signal });
  }
}

const stateOf = (report: CollectionReport, dim: number): IndexState => ({
  points: report.points_count ?? 0,
  indexed: report.indexed_vectors_count ?? 0,
  segments: report.segments_count,
  indexing_threshold: report.config.optimizer_config.indexing_threshold ?? defaultThreshold,
  dim,
});

function failed({ optimizer_status }: CollectionReport): LabError {
  const why = typeof optimizer_status === 'string' ? optimizer_status : optimizer_status.error;
  const what = `its collection is red: an optimization failed (${why})`;
  return new LabError({ code: 'engine-error', where: 'qdrant', what, remedy: "see the server's log" });
}
