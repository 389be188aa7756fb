import type { CapacityWorkload } from '../results/cell';
import type { CapacityRecord, MissingRecord, Record } from '../results/record';
import { type BreakingPoint, breakingPoint } from '../workload/load/breaking-point';
import { rateSearch } from '../workload/load/rate-search';
import { bootstrap } from './bootstrap';
import { bySetting, inOrder, latestOf } from './by-setting';
import { capacityCurve, type CapacityPoint } from './capacity-curve';
import { efOf } from './ef-of';
import type { Estimate } from './estimate';
import { independentGroups } from './groups';
import { lowestLimit } from './lowest-limit';
import { medianOver } from './over-runs';
import type { MissingSummary } from './summary';
import { summaryHead, type SummaryHead } from './summary-head';

/** The highest rate that a setting holds, over its runs. */
export interface CapacitySummary extends SummaryHead<CapacityWorkload> {
  readonly k: number;
  readonly ef?: number;
  /** Index builds that the runs were made on. */
  readonly builds: number;
  /** Of each run: the bracket, every rate tried with its verdict, and what ended the search. */
  readonly found: readonly BreakingPoint[];
  /** Every window of every run, by ascending rate. */
  readonly curve: readonly CapacityPoint[];
  /** Highest rate held and lowest broken, requests a second; absent unless every run found both. */
  readonly held?: Estimate;
  readonly broken?: Estimate;
  /** Share of the true neighbours found, over the windows of rates that were held; a failed request found none. */
  readonly recall?: Estimate;
  /** Requests that could be under way at once, the fewest of any run; absent: older records do not say. */
  readonly limit?: number;
}

export type CapacityOutcome = CapacitySummary | MissingSummary;

/** One summary for each setting that was searched for its highest rate, and one for each reason that something was not. */
export function summariseCapacity(records: readonly Record[]): CapacityOutcome[] {
  const latest = latestOf(records.filter(({ cell }) => cell.workload.type === 'capacity'));
  const measured = latest.filter(
    (record): record is CapacityRecord => record.state === 'ok' && record.measured === 'capacity',
  );
  const missing = latest.filter((record): record is MissingRecord => record.state !== 'ok');
  return bySetting(measured, missing, (runs, lost): CapacityOutcome => summariseRuns(runs, lost)).sort(inOrder);
}

function summariseRuns(
  records: readonly [CapacityRecord, ...CapacityRecord[]],
  lost: readonly MissingRecord[],
): CapacitySummary {
  const [{ cell, k }] = records;
  const found = records.map(breakingPointOf);
  const builds = records.map(({ build }) => build.id);
  const over = (values: readonly (number | undefined)[]): Estimate | undefined => {
    const known = values.filter((value) => value !== undefined);
    return known.length === records.length ? medianOver(known, builds, { seed: cell.seed }) : undefined;
  };
  const complete = found.every(({ state }) => state === 'found');
  const held = complete ? over(found.map((one) => one.held)) : undefined;
  const broken = complete ? over(found.map((one) => one.broken)) : undefined;
  const ef = efOf(records[0]);
  const recall = recallOver(records, found);
  return {
    ...summaryHead(records, lost),
    k,
    ...(ef === undefined ? {} : { ef }),
    builds: new Set(builds).size,
    found,
    curve: records
      .flatMap((record, i) => capacityCurve(record, found[i] as BreakingPoint))
      .sort((a, b) => a.rate - b.rate),
    ...(held && { held }),
    ...(broken && { broken }),
    ...(recall && { recall }),
    ...lowestLimit(records),
  };
}

/** As the search itself saw it, derived again from the windows. */
export const breakingPointOf = ({ windows, scout, cell, few = 0 }: CapacityRecord): BreakingPoint =>
  breakingPoint(windows, { ...rateSearch(cell.workload, scout.rate), few });

/** Over the windows of rates that were held, with its interval over runs; undefined where none was. */
function recallOver(records: readonly CapacityRecord[], found: readonly BreakingPoint[]): Estimate | undefined {
  const runs = records
    .map((record, i) => ({ build: record.build.id, seen: seenAtHeld(record, found[i], 'hits') }))
    .filter(({ seen }) => seen.due > 0);
  if (runs.length === 0) return undefined;
  const sum = (counts: readonly number[], of: 'hits' | 'due'): number =>
    runs.reduce((total, { seen }, i) => total + (counts[i] ?? 0) * seen[of], 0);
  const groups = independentGroups(runs.map(({ build }) => build));
  return bootstrap(groups, (counts) => sum(counts, 'hits') / sum(counts, 'due'), { seed: records[0]?.cell.seed ?? 1 });
}

/** Of one run: share of the true neighbours found over the windows of rates that were held; undefined where none was. */
export function recallHeld(record: CapacityRecord, which: 'hits' | 'tieHits' = 'hits'): number | undefined {
  const { hits, due } = seenAtHeld(record, breakingPointOf(record), which);
  return due === 0 ? undefined : hits / due;
}

/** True neighbours found at rates that were held, and those that there were to find; a failed request found none. */
function seenAtHeld({ windows, k }: CapacityRecord, found: BreakingPoint | undefined, which: 'hits' | 'tieHits') {
  const held = new Set(found?.rates.filter(({ verdict }) => verdict === 'held').map(({ rate }) => rate));
  const seen = windows.filter(({ rate }) => held.has(rate));
  return {
    hits: seen.reduce((sum, window) => sum + window[which], 0),
    due: seen.reduce((sum, { requests }) => sum + requests * k, 0),
  };
}
