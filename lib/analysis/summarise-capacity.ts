import type { CapacityWorkload } from '../results/cell';
import type { CapacityRecord, MissingRecord, Record } from '../results/record';
import { type BreakingPoint, breakingPoint } from '../workload/load/breaking-point';
import { rateSearch } from '../workload/load/rate-search';
import { bySetting, inOrder, latestOf } from './by-setting';
import { capacityCurve, type CapacityPoint } from './capacity-curve';
import { efOf } from './ef-of';
import type { Estimate } from './estimate';
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
  /** At the rates that were held; absent where none was. */
  readonly recall?: RecallAtHeld;
  /** Requests that could be under way at once, the fewest of any run; absent: older records do not say. */
  readonly limit?: number;
}

/**
 * Share of the true neighbours found over the windows of rates that were held; a failed request found none. Without interval: a
 * record keeps the hits of a window, not those of each query, and runs ask the same queries, so that their agreement tells nothing
 * of recall on others.
 */
export interface RecallAtHeld {
  /** Over all requests of all runs. */
  readonly over: number;
  /** Of the worst run and of the best. */
  readonly least: number;
  readonly most: number;
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

function recallOver(records: readonly CapacityRecord[], found: readonly BreakingPoint[]): RecallAtHeld | undefined {
  const seen = records.map((record, i) => seenAtHeld(record, found[i], 'hits')).filter(({ due }) => due > 0);
  if (seen.length === 0) return undefined;
  const sum = (of: 'hits' | 'due'): number => seen.reduce((total, run) => total + run[of], 0);
  const shares = seen.map(({ hits, due }) => hits / due);
  return { over: sum('hits') / sum('due'), least: Math.min(...shares), most: Math.max(...shares) };
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
