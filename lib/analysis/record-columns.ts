import type { Column, ColumnValue } from '../results/export/column';
import type { CellParams } from '../results/cell';
import type { Record as LabRecord } from '../results/record';
import type { StoredRun } from '../results/run-store';
import { fieldsOfRecord } from './record-fields';

/**
 * The records of runs as flat columns, one row a record, each with what was measured, what follows from it alone (recall,
 * rate, percentiles), its run, machine and versions. Index and search parameters of all engines have columns of their own,
 * `index_…` and `search_…`, empty where an engine has none of that name. The records that count, as in every table.
 */
export function recordColumns(runs: readonly StoredRun[]): Column[] {
  const rows = runs.flatMap(({ manifest, records }) => records.map((record) => ({ manifest, record })));
  const fixed = fieldsOfRecord.map(({ name, type, of }): Column => ({ name, type, values: rows.map(of) }));
  const records = rows.map(({ record }) => record);
  return [
    ...fixed,
    ...paramColumns('index', records, ({ cell }) => cell.build),
    ...paramColumns('search', records, ({ cell }) => cell.search),
  ];
}

function paramColumns(
  prefix: string,
  records: readonly LabRecord[],
  params: (record: LabRecord) => CellParams,
): Column[] {
  const names = [...new Set(records.flatMap((record) => Object.keys(params(record))))].sort();
  return names.map((name) => {
    const values = records.map((record): ColumnValue => params(record)[name] ?? null);
    const kinds = new Set(values.flatMap((value) => (value === null ? [] : [typeof value])));
    const type = kinds.size > 1 || kinds.has('string') ? 'text' : kinds.has('boolean') ? 'flag' : 'number';
    const text = (value: ColumnValue): ColumnValue => (value === null ? null : String(value));
    return { name: `${prefix}_${name}`, type, values: type === 'text' ? values.map(text) : values };
  });
}
