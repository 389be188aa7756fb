import { decodeHistogram } from '../../measure/histogram';
import type { PublishedRow } from '../../results/published/published-row';
import type { SearchWorkload } from '../../results/cell';
import { isSearch, type OkRecord, type Record, type RecordCommon } from '../../results/record';
import { searchableMs } from '../ingest-rates';
import { carries } from '../percentiles';
import { mixturePercentile, runLatencies } from '../run-latencies';
import { failedIn, runValues } from '../run-values';

/** The lab's closed loops as if somebody had published them, so that the same rules judge them. One row a record. */
export const ownRows = (records: readonly Record[]): PublishedRow[] =>
  records
    .filter(isSearch)
    .map((record) => ({ ...about(record), ...(record.state === 'ok' ? figures(record) : { state: 'failed' }) }));

const about = ({ run, cellId, at, cell, engine, dataset }: RecordCommon<SearchWorkload>): PublishedRow => ({
  id: `${run}:${cellId}`,
  source: run,
  date: at.slice(0, 10),
  engine: engine.title,
  // Each repetition asks other queries: rows of one are compared, and not across them.
  setup: `repetition ${cell.repetition + 1}`,
  ...(engine.serverVersion !== undefined && { version: engine.serverVersion }),
  dataset: dataset.name,
  rows: dataset.n,
  dim: dataset.dim,
  k: cell.workload.k,
  filter: 'none',
  params: { ...cell.build, ...cell.search },
  clients: cell.workload.clients,
  latencyOf: 'same',
});

function figures(record: OkRecord): Partial<PublishedRow> {
  const failed = failedIn(record);
  const latencies = runLatencies([decodeHistogram(record.histograms.service)], [failed]);
  const { qps, meanMs, recall } = runValues(record, latencies.means[0] ?? 0);
  const { requests } = record.answers;
  const percentile = (share: number): number | undefined =>
    carries(requests, share) ? mixturePercentile(latencies, [1], share) : undefined;
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map(percentile);
  return {
    rate: qps,
    ...(meanMs !== undefined && { meanMs }),
    ...(p50Ms !== undefined && { p50Ms }),
    ...(p95Ms !== undefined && { p95Ms }),
    ...(p99Ms !== undefined && { p99Ms }),
    ...(recall !== undefined && { recall }),
    loadS: searchableMs(record) / 1000,
    loaded: record.build.countAfter,
    state: 'ok',
  };
}
