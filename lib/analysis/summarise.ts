import { canonicalJson } from '../base/canonical-json';
import type { SearchWorkload } from '../results/cell';
import {
  type Finding,
  isMeasuredSearch,
  isSearch,
  type MissingRecord,
  type OkRecord,
  type Record,
} from '../results/record';
import { efOf, isEf } from './ef-of';
import { hitsByBuild } from './query-hits';
import { recallRises } from './recall-rises';
import { summariseRuns } from './summarise-runs';
import type { MissingSummary, Summary } from './summary';

/** What makes two records runs of one setting. Machine and versions belong to it: they are never averaged over. */
const settingOf = ({ cell, dataset, engine, machine }: Record): string =>
  canonicalJson({
    dataset: [dataset.name, dataset.digest, dataset.n],
    engine: [cell.engine, engine.clientVersion, engine.serverVersion, engine.how],
    build: cell.build,
    search: cell.search,
    workload: cell.workload,
    machine,
  });

/** Settings that differ in ef alone. */
const curveOf = (record: OkRecord): string => {
  const others = Object.entries(record.cell.search).filter(([name]) => !isEf(name, record.engine));
  return settingOf({ ...record, cell: { ...record.cell, search: Object.fromEntries(others) } });
};

/** The same, as far as a cell that was never measured knows it. */
const askedOf = ({ cell, dataset }: Record): string =>
  canonicalJson([dataset.name, dataset.digest, cell.engine, cell.build, cell.search, cell.workload]);

/**
 * Of closed loops of searches: one summary for each setting that was measured and one for each reason that something was not, by dataset, engine,
 * clients and ef. Of a cell that a run holds twice the last record counts.
 */
export function summarise(records: readonly Record[]): Summary[] {
  const latest = [
    ...new Map(records.filter(isSearch).map((record) => [`${record.run} ${record.cellId}`, record])).values(),
  ];
  const measured = latest.filter(isMeasuredSearch);
  const missing = latest.filter((record): record is MissingRecord<SearchWorkload> => record.state !== 'ok');
  const settings = groupBy(measured, settingOf);
  const asked = new Set(measured.map(askedOf));
  const lost = groupBy(missing, askedOf);
  const curves = new Map(groupBy(measured, curveOf).map((curve) => [curveOf(curve[0]), checkCurve(curve)]));
  return [
    ...settings.map((runs) => {
      const [first] = runs;
      const gone = lost.find(([one]) => askedOf(one) === askedOf(first)) ?? [];
      return summariseRuns(runs, gone, curves.get(curveOf(first)) ?? []);
    }),
    ...groupBy(
      missing.filter((record) => !asked.has(askedOf(record))),
      (record) =>
        canonicalJson([record.dataset.name, record.dataset.digest, record.engine.name, record.state, record.why]),
    ).map(missingSummary),
  ].sort(inOrder);
}

function checkCurve(curve: readonly [OkRecord, ...OkRecord[]]): Finding[] {
  const settings = groupBy(curve, settingOf).flatMap((runs) => {
    const ef = efOf(runs[0]);
    const builds = hitsByBuild(runs, 'hits');
    return ef === undefined || !builds ? [] : [{ ef, builds }];
  });
  return recallRises(settings, curve[0].cell.workload.k);
}

function missingSummary(cells: readonly [MissingRecord, ...MissingRecord[]]): MissingSummary {
  const [{ state, dataset, engine, why, remedy }] = cells;
  return {
    state: 'missing',
    reason: state,
    dataset,
    engine,
    why,
    ...(remedy === undefined ? {} : { remedy }),
    cells: cells.length,
  };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

function inOrder(a: Summary, b: Summary): number {
  const byDataset = a.dataset.name.localeCompare(b.dataset.name) || a.dataset.n - b.dataset.n;
  if (byDataset !== 0) return byDataset;
  if (a.state !== b.state) return a.state === 'measured' ? -1 : 1;
  const byEngine = a.engine.name.localeCompare(b.engine.name);
  if (byEngine !== 0 || a.state === 'missing' || b.state === 'missing') return byEngine;
  return a.k - b.k || a.clients - b.clients || (a.ef ?? 0) - (b.ef ?? 0);
}
