import { decodeHistogram } from '../measure/histogram';
import { type Finding, isOpen, type MissingRecord, type OpenRecord, type Record } from '../results/record';
import { judgeWindow } from '../workload/load/judge-window';
import { bySetting, inOrder, latestOf } from './by-setting';
import { errorShare } from './error-share';
import { independentGroups } from './groups';
import { judgeRepetitions } from './judge-repetitions';
import { lowestLimit } from './lowest-limit';
import { repetitionChecks } from './repetition-checks';
import type { OpenOutcome, OpenRunValues, OpenSummary } from './open-summary';
import { openWindow } from './open-window';
import { medianOver } from './over-runs';
import { latencyCurve, latencyOf, percentileOfRun } from './percentiles';
import { runLatencies, type RunLatencies } from './run-latencies';
import { failedIn } from './run-values';
import { summariseSearches } from './summarise-searches';

/**
 * Of open loops: one summary for each setting and rate that was measured and one for each reason that something was not, by
 * dataset, engine, ef and rate. Of a cell that a run holds twice the last record counts.
 */
export function summariseOpen(records: readonly Record[]): OpenOutcome[] {
  const latest = latestOf(records.filter(isOpen));
  const measured = latest.filter((record): record is OpenRecord => record.state === 'ok');
  const gone = latest.filter((record) => record.state !== 'ok');
  return bySetting(measured, gone, (runs, lost): OpenOutcome => summariseLoops(runs, lost)).sort(
    (a, b) => inOrder(a, b) || byRate(a, b),
  );
}

function summariseLoops(records: readonly [OpenRecord, ...OpenRecord[]], lost: readonly MissingRecord[]): OpenSummary {
  const [{ cell }] = records;
  const builds = records.map(({ build }) => build.id);
  const groups = independentGroups(builds);
  const failed = records.map(failedIn);
  const merged = (of: 'response' | 'service'): RunLatencies =>
    runLatencies(
      records.map(({ histograms }) => decodeHistogram(histograms[of])),
      failed,
    );
  const response = merged('response');
  // Every request has a slip, those that failed too.
  const slips = runLatencies(
    records.map(({ histograms }) => decodeHistogram(histograms.slip)),
    failed.map(() => 0),
  );
  const runs = records.map((record, i) => loopValues(record, response.means[i] ?? NaN));
  const over = (values: readonly number[]) => medianOver(values, builds, { seed: cell.seed });
  return {
    ...summariseSearches(records, lost, ofMedians(records, response)),
    workload: cell.workload,
    rate: cell.workload.rate,
    response: latencyOf(response, groups),
    curve: latencyCurve(response, groups),
    service: latencyOf(merged('service'), groups),
    slip: latencyOf(slips, groups),
    offered: over(runs.map(({ offered }) => offered)),
    completed: over(runs.map(({ completed }) => completed)),
    errorShare: errorShare(runs),
    ...judged(records),
    mostInFlight: Math.max(...runs.map(({ mostInFlight }) => mostInFlight)),
    ...lowestLimit(records),
    runs: runs.sort((a, b) => a.repetition - b.repetition || a.run.localeCompare(b.run)),
  };
}

/** Of the response's p50: the rate was asked for and tells nothing, and many windows are too short for a p99. */
function ofMedians(records: readonly OpenRecord[], response: RunLatencies): Finding[] {
  const carried = records.flatMap(({ build, at }, run) => {
    const value = percentileOfRun(response, run, 0.5);
    return value === undefined ? [] : [{ value, build: build.id, at }];
  });
  return carried.length < records.length ? [] : repetitionChecks(carried, 'p50');
}

function judged(records: readonly OpenRecord[]): Pick<OpenSummary, 'verdict' | 'windows' | 'why'> {
  const verdicts = records.map((record) => judgeWindow(openWindow(record)));
  const { verdict, windows } = judgeRepetitions(verdicts);
  // Of several windows only those that agree say why.
  const telling = verdicts.filter((window) => verdict === 'undecided' || window.verdict === verdict);
  return { verdict, windows, why: telling.flatMap(({ why }) => why) };
}

function loopValues(record: OpenRecord, meanMs: number): OpenRunValues {
  const { run, cellId, cell, build, answers, load } = record;
  const seconds = cell.workload.durationMs / 1000;
  const failed = failedIn(record);
  return {
    run,
    cellId,
    repetition: cell.repetition,
    build: build.id,
    offered: answers.requests / seconds,
    completed: load.answeredInTime / seconds,
    requests: answers.requests,
    failed,
    mostInFlight: load.mostInFlight,
    ...(failed < answers.requests ? { meanMs } : {}),
  };
}

function byRate(a: OpenOutcome, b: OpenOutcome): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  return a.k - b.k || (a.ef ?? 0) - (b.ef ?? 0) || a.rate - b.rate;
}
