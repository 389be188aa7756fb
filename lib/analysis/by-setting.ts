import { canonicalJson } from '../base/canonical-json';
import type { MissingRecord, Record, SearchedRecord } from '../results/record';
import { settingKey } from './setting-key';
import type { MissingSummary, Summary } from './summary';

/** What makes two records runs of one setting. */
export const settingOf = ({ cell, dataset, engine, machine }: Record | SearchedRecord): string =>
  settingKey({
    ...{ dataset, machine, engine: { ...engine, name: cell.engine } },
    ...{ build: cell.build, search: cell.search, workload: cell.workload },
  });

/** The same, as far as a cell that was never measured knows it. */
const askedOf = ({ cell, dataset }: Record | SearchedRecord): string =>
  canonicalJson([dataset.name, dataset.digest, cell.engine, cell.build, cell.search, cell.workload]);

/** Of a cell that a run holds twice the last record. */
export const latestOf = <R extends Record>(records: readonly R[]): R[] => [
  ...new Map(records.map((record) => [`${record.run} ${record.cellId}`, record])).values(),
];

/**
 * One summary for each setting that was measured, made of its runs and of its cells that were lost, then one for each reason
 * that a setting was not measured at all.
 */
export function bySetting<R extends Record | SearchedRecord, S>(
  measured: readonly R[],
  missing: readonly MissingRecord[],
  summariseOne: (runs: readonly [R, ...R[]], lost: readonly MissingRecord[]) => S,
): (S | MissingSummary)[] {
  const asked = new Set(measured.map(askedOf));
  const lost = groupBy(missing, askedOf);
  return [
    ...groupBy(measured, settingOf).map((runs) =>
      summariseOne(runs, lost.find(([one]) => askedOf(one) === askedOf(runs[0])) ?? []),
    ),
    ...groupBy(
      missing.filter((record) => !asked.has(askedOf(record))),
      (record) =>
        canonicalJson([
          record.dataset.name,
          record.dataset.digest,
          record.engine.name,
          record.state,
          record.why,
          record.remedy ?? null,
        ]),
    ).map(missingSummary),
  ];
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
    asked: groupBy(cells, ({ cell }) => canonicalJson(cell.workload)).map(([{ cell }]) => cell.workload),
    cells: cells.length,
  };
}

/** Items with the same key, in the order of their first. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

/** What every summary is ordered by: dataset, then measured before missing, then engine. */
export function inOrder(
  a: Pick<Summary, 'state' | 'dataset' | 'engine'>,
  b: Pick<Summary, 'state' | 'dataset' | 'engine'>,
): number {
  const byDataset = a.dataset.name.localeCompare(b.dataset.name) || a.dataset.n - b.dataset.n;
  if (byDataset !== 0) return byDataset;
  if (a.state !== b.state) return a.state === 'measured' ? -1 : 1;
  return a.engine.name.localeCompare(b.engine.name);
}
