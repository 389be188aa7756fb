import { type BatchedRecord, isBatched, type Record } from '../results/record';
import { bySetting, inOrder, latestOf } from './by-setting';
import { medianOver } from './over-runs';
import { requestRate } from './run-values';
import { summariseRuns } from './summarise-runs';
import type { BatchedSummary, MissingSummary } from './summary';

/**
 * Of requests with several queries each: one summary for each setting that was measured and one for each reason that something
 * was not, by dataset, engine, k, clients, ef and queries of a request.
 */
export function summariseBatched(records: readonly Record[]): (BatchedSummary | MissingSummary)[] {
  const latest = latestOf(records.filter(isBatched));
  return bySetting(
    latest.filter((record): record is BatchedRecord => record.state === 'ok'),
    latest.filter((record) => record.state !== 'ok'),
    (runs, lost): BatchedSummary | MissingSummary => ({
      ...summariseRuns(runs, lost, []),
      requestRate: medianOver(
        runs.map(requestRate),
        runs.map(({ build }) => build.id),
        { seed: runs[0].cell.seed },
      ),
    }),
  ).sort((a, b) => inOrder(a, b) || bySize(a, b));
}

function bySize(a: BatchedSummary | MissingSummary, b: BatchedSummary | MissingSummary): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  return a.k - b.k || a.clients - b.clients || (a.ef ?? 0) - (b.ef ?? 0) || a.workload.size - b.workload.size;
}
