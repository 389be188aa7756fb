import { three, whole } from '../format';
import { toFrame, type FrameValue } from './frame';
import type { Table, TableCell, TableColumn, TableRow } from './table';
import { tableHtml } from './table-html';
import { tableText } from './table-text';

/** Puts columns and rows together. Rows that end early (not measured) are empty in the frame past their last cell. */
export function makeTable(parts: {
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
  caption?: string;
  small?: string;
  legend?: string;
  notes?: readonly string[];
}): Table {
  const table = { ...parts, notes: parts.notes ?? [] };
  return {
    ...table,
    html: () => tableHtml(table),
    text: (width) => tableText(table, width),
    frame: () => toFrame(valuesOf(table)),
  };
}

function valuesOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Record<string, FrameValue[]> {
  const cells = rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
  return Object.fromEntries(
    columns.map(({ name }, i) => [
      name,
      cells.map((row) => (row.length < columns.length && i >= row.length - 1 ? null : (row[i]?.value ?? null))),
    ]),
  );
}

const numberText = (value: number): string => (Number.isInteger(value) ? whole(value) : three(value));

/** A cell of plain text, of a count in full, or of another number in three significant digits. */
export function cell(value: TableCell['value'], more: Partial<TableCell> = {}): TableCell {
  const text = value === null ? '—' : typeof value === 'number' ? numberText(value) : String(value);
  return { value, text, ...more };
}

/**
 * A table of plain rows: numbers right-aligned, in three significant digits, or whole where the column has whole
 * numbers only. `columns` picks and orders; all of the first row if not given.
 */
export function table(
  rows: readonly Readonly<Record<string, string | number | boolean | null | undefined>>[],
  columns: readonly (string | TableColumn)[] = Object.keys(rows[0] ?? {}),
): Table {
  const full = columns.map((column): TableColumn => {
    if (typeof column !== 'string') return column;
    const numeric = rows.some((row) => typeof row[column] === 'number');
    return { name: column, head: column, align: numeric ? 'right' : 'left' };
  });
  return makeTable({
    columns: full,
    rows: rows.map((row) => ({
      cells: full.map(({ name }) => {
        const value = row[name] ?? null;
        return cell(value, typeof value === 'number' && isWhole(rows, name) ? { text: whole(value) } : {});
      }),
    })),
  });
}

const isWhole = (rows: readonly Readonly<Record<string, unknown>>[], name: string): boolean =>
  rows.every((row) => typeof row[name] !== 'number' || Number.isInteger(row[name]));
