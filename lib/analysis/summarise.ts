import { type Finding, isMeasuredSearch, isSearch, type OkRecord, type Record } from '../results/record';
import { bySetting, groupBy, inOrder, latestOf, settingOf } from './by-setting';
import { efOf, isEf } from './ef-of';
import { hitsByBuild } from './query-hits';
import { recallRises } from './recall-rises';
import { summariseRuns } from './summarise-runs';
import type { Summary } from './summary';

/** Settings that differ in ef alone. */
const curveOf = (record: OkRecord): string => {
  const others = Object.entries(record.cell.search).filter(([name]) => !isEf(name, record.engine));
  return settingOf({ ...record, cell: { ...record.cell, search: Object.fromEntries(others) } });
};

/**
 * Of closed loops of searches: one summary for each setting that was measured and one for each reason that something was not, by dataset, engine,
 * clients and ef. Of a cell that a run holds twice the last record counts.
 */
export function summarise(records: readonly Record[]): Summary[] {
  const latest = latestOf(records.filter(isSearch));
  const measured = latest.filter(isMeasuredSearch);
  const curves = new Map(groupBy(measured, curveOf).map((curve) => [curveOf(curve[0]), checkCurve(curve)]));
  return bySetting(
    measured,
    latest.filter((record) => record.state !== 'ok'),
    (runs, lost): Summary => summariseRuns(runs, lost, curves.get(curveOf(runs[0])) ?? []),
  ).sort((a, b) => inOrder(a, b) || bySearch(a, b));
}

function checkCurve(curve: readonly [OkRecord, ...OkRecord[]]): Finding[] {
  const settings = groupBy(curve, settingOf).flatMap((runs) => {
    const ef = efOf(runs[0]);
    const builds = hitsByBuild(runs, 'hits');
    return ef === undefined || !builds ? [] : [{ ef, builds }];
  });
  return recallRises(settings, curve[0].cell.workload.k);
}

function bySearch(a: Summary, b: Summary): number {
  if (a.state === 'missing' || b.state === 'missing') return 0;
  return a.k - b.k || a.clients - b.clients || (a.ef ?? 0) - (b.ef ?? 0);
}
