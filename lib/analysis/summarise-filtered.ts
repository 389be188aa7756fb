import { type FilteredRecord, isFiltered, type Record } from '../results/record';
import { bySetting, inOrder, latestOf } from './by-setting';
import { summariseRuns } from './summarise-runs';
import type { FilteredSummary, MissingSummary } from './summary';

/**
 * Of searches with a filter: one summary for each setting that was measured and one for each reason that something was not,
 * by dataset, engine, k, clients, ef and the share that passes.
 */
export function summariseFiltered(records: readonly Record[]): (FilteredSummary | MissingSummary)[] {
  const latest = latestOf(records.filter(isFiltered));
  return bySetting(
    latest.filter((record): record is FilteredRecord => record.state === 'ok'),
    latest.filter((record) => record.state !== 'ok'),
    (runs, lost): FilteredSummary | MissingSummary => ({
      ...summariseRuns(runs, lost, []),
      filter: runs[0].filter,
      wrong: runs.reduce((sum, { findings }) => sum + wrongIn(findings), 0),
    }),
  ).sort((a, b) => inOrder(a, b) || byRung(a, b));
}

const wrongIn = (findings: FilteredRecord['findings']): number =>
  findings.find(({ check }) => check === 'filter-respected')?.numbers.wrong ?? 0;

function byRung(a: FilteredSummary | MissingSummary, b: FilteredSummary | MissingSummary): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  return a.k - b.k || a.clients - b.clients || (a.ef ?? 0) - (b.ef ?? 0) || a.filter.selectivity - b.filter.selectivity;
}
