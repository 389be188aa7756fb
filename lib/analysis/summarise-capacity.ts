import type { CapacityWorkload } from '../results/cell';
import type { CapacityRecord, MissingRecord, Record } from '../results/record';
import { type BreakingPoint, breakingPoint } from '../workload/load/breaking-point';
import { rateSearch } from '../workload/load/rate-search';
import { bySetting, inOrder, latestOf } from './by-setting';
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
  /** Of each run: the bracket, every rate tried with its verdict, and what ended the search. */
  readonly found: readonly BreakingPoint[];
  /** Highest rate held and lowest broken, requests a second; absent unless every run found both. */
  readonly held?: Estimate;
  readonly broken?: Estimate;
  /** Share of the true neighbours found, over the windows of rates that were held; a failed request found none. */
  readonly recall?: number;
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
  const recall = recallHeld(records, found);
  return {
    ...summaryHead(records, lost),
    k,
    ...(ef === undefined ? {} : { ef }),
    found,
    ...(held && { held }),
    ...(broken && { broken }),
    ...(recall === undefined ? {} : { recall }),
    ...lowestLimit(records),
  };
}

/** As the search itself saw it, derived again from the windows. */
export const breakingPointOf = ({ windows, scout, cell }: CapacityRecord): BreakingPoint =>
  breakingPoint(windows, rateSearch(cell.workload, scout.rate));

/** Over the windows of rates that were held; undefined where none was. */
export function recallHeld(
  records: readonly CapacityRecord[],
  found: readonly BreakingPoint[],
  which: 'hits' | 'tieHits' = 'hits',
): number | undefined {
  const windows = records.flatMap((record, run) => {
    const held = new Set(found[run]?.rates.filter(({ verdict }) => verdict === 'held').map(({ rate }) => rate));
    return record.windows
      .filter(({ rate }) => held.has(rate))
      .map((window) => ({ hits: window[which], requests: window.requests }));
  });
  const requests = windows.reduce((sum, window) => sum + window.requests, 0);
  const k = records[0]?.k ?? NaN;
  return requests === 0 ? undefined : windows.reduce((sum, { hits }) => sum + hits, 0) / (requests * k);
}
