import type { Column, ColumnValue } from './column';

/**
 * Columns as comma-separated values (RFC 4180, lines ended by byte 10, UTF-8), names in the first line. What is not known is
 * empty; a text that is empty is `""`. Numbers have as many digits as give the same double again.
 */
export function toCsv(columns: readonly Column[]): string {
  const rows = columns[0]?.values.length ?? 0;
  const lines = [columns.map(({ name }) => field(name)).join(',')];
  for (let row = 0; row < rows; row++) lines.push(columns.map(({ values }) => field(values[row] ?? null)).join(','));
  return `${lines.join('\n')}\n`;
}

function field(value: ColumnValue): string {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
