import { decodeHistogram } from '../measure/histogram';
import { type IngestRecord, isIngest, type MissingRecord, type Record } from '../results/record';
import { bySetting, inOrder, latestOf } from './by-setting';
import { independentGroups } from './groups';
import { costOver, diskGrowth, memoryGrowth, peakDisk, peakMemory } from './ingest-costs';
import type { TimedValue } from './steady';
import type { IngestOutcome, IngestRunValues, IngestSummary } from './ingest-summary';
import { repetitionChecks } from './repetition-checks';
import { medianOver } from './over-runs';
import { latencyOf } from './percentiles';
import type { Reading } from './reading';
import { acknowledgedRate, alikeFilled, searchableMs, searchableRate } from './ingest-rates';
import { runLatencies } from './run-latencies';
import { summaryHead } from './summary-head';

/**
 * Of filling collections: one summary for each dataset, engine, build parameters, batch size and freshness that was measured, and one for
 * each reason that something was not. Of a cell that a run holds twice the last record counts. Intervals are over builds.
 */
export function summariseIngest(records: readonly Record[]): IngestOutcome[] {
  const latest = latestOf(records.filter(isIngest));
  const measured = alikeFilled(latest.filter((record): record is IngestRecord => record.state === 'ok'));
  const gone = latest.filter((record) => record.state !== 'ok');
  return bySetting(measured, gone, (runs, lost): IngestOutcome => summariseFilling(runs, lost)).sort(
    (a, b) => bySize(a, b) || inOrder(a, b) || byBatch(a, b),
  );
}

function summariseFilling(
  records: readonly [IngestRecord, ...IngestRecord[]],
  lost: readonly MissingRecord[],
): IngestSummary {
  const [{ cell }] = records;
  const builds = records.map(({ build }) => build.id);
  const latencies = runLatencies(
    records.map(({ histograms }) => decodeHistogram(histograms.insert)),
    records.map(() => 0),
  );
  const over = (value: (record: IngestRecord) => number) =>
    medianOver(records.map(value), builds, { seed: cell.seed, unit: 'builds' });
  return {
    ...summaryHead(records, lost, repetitionChecks(records.map(rateOf), 'rate')),
    batch: batchOf(records[0]),
    fresh: cell.workload.fresh ?? false,
    acknowledgedRate: over(acknowledgedRate),
    searchableRate: over(searchableRate),
    insert: latencyOf(latencies, independentGroups(builds)),
    inserts: latencies.answered.reduce((sum, count) => sum + count, 0),
    memoryPerThousand: costOver(records, perThousand(memoryGrowth)),
    diskPerThousand: costOver(records, perThousand(diskGrowth)),
    peakMemory: costOver(records, peakMemory),
    peakDisk: costOver(records, peakDisk),
    runs: records.map(valuesOf).sort((a, b) => a.repetition - b.repetition || a.run.localeCompare(b.run)),
  };
}

const rateOf = (record: IngestRecord): TimedValue => ({
  value: searchableRate(record),
  build: record.build.id,
  at: record.at,
});

const batchOf = ({ batch, cell }: IngestRecord): number => batch ?? Number(cell.workload.batch);

const perThousand =
  (of: (record: IngestRecord) => Reading) =>
  (record: IngestRecord): Reading => {
    const read = of(record);
    return 'value' in read ? { value: read.value / (record.build.rows / 1000) } : read;
  };

function valuesOf(record: IngestRecord): IngestRunValues {
  const { run, cellId, cell, build } = record;
  const [memory, disk] = [memoryGrowth(record), diskGrowth(record)];
  return {
    run,
    cellId,
    repetition: cell.repetition,
    build: build.id,
    acknowledgedRate: acknowledgedRate(record),
    searchableRate: searchableRate(record),
    totalMs: searchableMs(record),
    ...('value' in memory && { memoryGrowth: memory.value }),
    ...('value' in disk && { diskGrowth: disk.value }),
  };
}

/** Generated sets by what they are: by their names 10,000 would stand before 5,000. */
const bySize = ({ dataset: a }: IngestOutcome, { dataset: b }: IngestOutcome): number =>
  a.synthetic && b.synthetic ? a.n - b.n || a.dim - b.dim : 0;

function byBatch(a: IngestOutcome, b: IngestOutcome): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  return Number(a.fresh) - Number(b.fresh) || a.batch - b.batch;
}
