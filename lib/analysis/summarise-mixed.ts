import { canonicalJson } from '../base/canonical-json';
import { decodeHistogram, newHistogram } from '../measure/histogram';
import { isMixed, type MixedRecord, type Record } from '../results/record';
import { bySetting, inOrder, latestOf } from './by-setting';
import { independentGroups } from './groups';
import { medianOver } from './over-runs';
import { latencyOf } from './percentiles';
import { runLatencies } from './run-latencies';
import { summariseRuns } from './summarise-runs';
import type { MissingSummary, MixedSummary, WriteSummary } from './summary';

/**
 * Of searches between writes: one summary for each setting that was measured, with that of the same setting without writes,
 * and one for each reason that something was not, by dataset, engine, k, clients, ef and shares of writes.
 */
export function summariseMixed(records: readonly Record[]): (MixedSummary | MissingSummary)[] {
  const latest = latestOf(records.filter(isMixed));
  const summaries = bySetting(
    latest.filter((record): record is MixedRecord => record.state === 'ok'),
    latest.filter((record) => record.state !== 'ok'),
    (runs, lost): MixedSummary | MissingSummary => ({ ...summariseRuns(runs, lost, []), ...writesOf(runs) }),
  );
  const quiet = new Map(
    summaries.flatMap((one) => (one.state === 'measured' && !hasWrites(one) ? [[settingOf(one), one] as const] : [])),
  );
  return summaries
    .map((one) => {
      const alone = one.state === 'measured' && hasWrites(one) ? quiet.get(settingOf(one)) : undefined;
      return alone ? { ...one, alone } : one;
    })
    .sort((a, b) => inOrder(a, b) || byShares(a, b));
}

export const hasWrites = ({ workload: { inserts, deletes } }: MixedSummary): boolean => inserts + deletes > 0;

/** Settings that differ in their shares of writes alone. */
const settingOf = ({ dataset, engine, build, search, workload, machine }: MixedSummary): string =>
  canonicalJson([dataset, engine, build, search, { ...workload, inserts: 0, deletes: 0 }, machine]);

function writesOf(
  records: readonly [MixedRecord, ...MixedRecord[]],
): Pick<MixedSummary, 'inserts' | 'deletes' | 'stale' | 'fresh'> {
  const [inserts, deletes] = [writeSummary(records, 'insert'), writeSummary(records, 'delete')];
  const total = (of: (record: MixedRecord) => number): number => records.reduce((sum, record) => sum + of(record), 0);
  return {
    ...(inserts && { inserts }),
    ...(deletes && { deletes }),
    stale: total(({ moments }) => moments.stale),
    fresh: { due: total(({ moments }) => moments.fresh.due), missed: total(({ moments }) => moments.fresh.missed) },
  };
}

function writeSummary(
  records: readonly [MixedRecord, ...MixedRecord[]],
  kind: 'insert' | 'delete',
): WriteSummary | undefined {
  if (records.every(({ histograms }) => histograms[kind] === undefined)) return undefined;
  const histograms = records.map(({ histograms: { [kind]: text } }) => (text ? decodeHistogram(text) : newHistogram()));
  const failed = records.map(({ writes }) => writes[`${kind}s`].failed);
  const builds = records.map(({ build }) => build.id);
  const rates = records.map(({ phases }, i) => (histograms[i]?.totalCount ?? 0) / (phases.measureMs / 1000));
  return {
    rate: medianOver(rates, builds, { seed: records[0].cell.seed }),
    latency: latencyOf(runLatencies(histograms, failed), independentGroups(builds)),
    failed: failed.reduce((sum, count) => sum + count, 0),
  };
}

function byShares(a: MixedSummary | MissingSummary, b: MixedSummary | MissingSummary): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  const writes = ({ workload }: MixedSummary): number => workload.inserts + workload.deletes;
  return a.k - b.k || a.clients - b.clients || (a.ef ?? 0) - (b.ef ?? 0) || writes(a) - writes(b);
}
