import { type EnduranceRecord, isEndurance, type MissingRecord, type Record } from '../results/record';
import { bySetting, inOrder, latestOf } from './by-setting';
import { efOf } from './ef-of';
import { enduranceRun } from './endurance-run';
import type { EnduranceOutcome, EnduranceSummary } from './endurance-summary';
import { lowestLimit } from './lowest-limit';
import { summaryHead } from './summary-head';

/** One summary for each setting that was kept under load for long, and one for each reason that something was not. */
export function summariseEndurance(records: readonly Record[]): EnduranceOutcome[] {
  const latest = latestOf(records.filter(isEndurance));
  const measured = latest.filter((record): record is EnduranceRecord => record.state === 'ok');
  const missing = latest.filter((record) => record.state !== 'ok');
  return bySetting(measured, missing, (runs, lost): EnduranceOutcome => summariseRuns(runs, lost)).sort(
    (a, b) => inOrder(a, b) || byRate(a, b),
  );
}

function summariseRuns(
  records: readonly [EnduranceRecord, ...EnduranceRecord[]],
  lost: readonly MissingRecord[],
): EnduranceSummary {
  const [{ k }] = records;
  const ef = efOf(records[0]);
  return {
    ...summaryHead(records, lost),
    k,
    ...(ef === undefined ? {} : { ef }),
    ...lowestLimit(records),
    runs: records.map(enduranceRun).sort((a, b) => a.repetition - b.repetition || a.run.localeCompare(b.run)),
  };
}

function byRate(a: EnduranceOutcome, b: EnduranceOutcome): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  return a.k - b.k || (a.ef ?? 0) - (b.ef ?? 0) || a.workload.rate - b.workload.rate;
}
