import { decodeHistogram } from '../measure/histogram';
import type { Finding, MissingRecord, SearchedRecord } from '../results/record';
import { independentGroups } from './groups';
import { coefficientOfVariation } from './moments';
import { medianOver } from './over-runs';
import { latencyCurve, latencyOf, percentileOfRun } from './percentiles';
import { repetitionChecks } from './repetition-checks';
import { runLatencies } from './run-latencies';
import { failedIn, queryRate, runValues } from './run-values';
import { summariseSearches } from './summarise-searches';
import type { ClosedWorkload, MeasuredSummary } from './summary';

/** Summarises the runs of one setting; `lost` are its cells that were not measured, `curve` what a check of ef found. */
export function summariseRuns<W extends ClosedWorkload>(
  records: readonly [SearchedRecord<W>, ...SearchedRecord<W>[]],
  lost: readonly MissingRecord[],
  curve: readonly Finding[],
): MeasuredSummary<W> {
  const [{ cell }] = records;
  const latencies = runLatencies(
    records.map((record) => decodeHistogram(record.histograms.service)),
    records.map(failedIn),
  );
  const runs = records
    .map((record, i) => {
      const [p50Ms = Infinity, p99Ms = Infinity] = [0.5, 0.99].map((share) => percentileOfRun(latencies, i, share));
      const { ceiling, ceilingOf } = record.load ?? {};
      return {
        ...runValues(record, latencies.means[i] ?? NaN),
        ...(Number.isFinite(p50Ms) && { p50Ms }),
        ...(Number.isFinite(p99Ms) && { p99Ms }),
        // Older records do not say whose ceiling they hold: it may be that of other clients.
        ...(ceiling !== undefined && ceilingOf && { ceiling, ceilingAgainst: ceilingOf.against }),
      };
    })
    .sort((a, b) => a.repetition - b.repetition || a.run.localeCompare(b.run));
  const rates = runs.map(({ qps }) => qps);
  const builds = runs.map(({ build }) => build);
  const checked = repetitionChecks(
    records.map((record) => ({ value: queryRate(record), build: record.build.id, at: record.at })),
    'rate',
  );
  // In the order of the records, as the latencies are.
  const groups = independentGroups(records.map(({ build }) => build.id));
  return {
    ...summariseSearches(records, lost, [...curve, ...checked]),
    workload: cell.workload,
    clients: cell.workload.clients,
    qps: medianOver(rates, builds, { seed: cell.seed }),
    latency: latencyOf(latencies, groups),
    curve: latencyCurve(latencies, groups),
    cv: coefficientOfVariation(rates),
    runs,
  };
}
