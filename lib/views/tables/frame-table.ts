import type { Frame } from './frame';
import { table } from './make-table';
import type { Table } from './table';

/** A data frame as a table of the lab: numbers right-aligned in three significant digits. */
export function frameTable({ columns, values }: Frame): Table {
  return table(
    values.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))),
    columns,
  );
}
