import { foldText } from '../fold-text';
import type { Table, TableCell, TableColumn } from './table';

const gap = 2;

/** A row as printed: a text for each printed column, and what stands over the rest of the line, if the row ends early. */
interface Line {
  readonly texts: readonly string[];
  readonly rest?: string;
}

/** The table as plain columns, at most `width` characters wide: the widest left-aligned column gives way. */
export function tableText(
  { columns, rows, caption, notes }: Omit<Table, 'html' | 'text' | 'frame'>,
  width = 100,
): string {
  const head = columns.filter(({ only }) => only === undefined);
  const lines = rows.map((row) => ('heading' in row ? row.heading : lineOf(row.cells, columns)));
  const texts = lines.flatMap((line) => (typeof line === 'string' ? [] : [line.texts]));
  const heads = headsOf(head, texts, width);
  const widths = widthsOf(head, [...heads, ...texts], width);
  const join = ({ texts, rest }: Line): string => {
    const parts = texts.map((text, i) => {
      const w = widths[i] ?? 0;
      return head[i]?.align === 'right' ? cut(text, w).padStart(w) : cut(text, w).padEnd(w);
    });
    return cut([...parts, ...(rest === undefined ? [] : [rest])].join(' '.repeat(gap)).trimEnd(), width);
  };
  return [
    ...(caption === undefined ? [] : [foldText(caption, width, '  ')]),
    ...heads.map((texts) => join({ texts })),
    ...lines.map((line) => (typeof line === 'string' ? `\n${foldText(line, width, '  ')}` : join(line))),
    ...(notes.length > 0 ? ['', ...notes.map((note) => foldText(`- ${note}`, width, '  '))] : []),
  ].join('\n');
}

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** Heads with their units behind them, or, where these would not fit, on a line below. */
function headsOf(head: readonly TableColumn[], texts: readonly (readonly string[])[], width: number): string[][] {
  const one = [head.map(({ head: name, unit }) => (unit === undefined ? name : `${name} ${unit}`))];
  const units = head.some(({ unit }) => unit !== undefined);
  if (!units || total(needed(head, [...one, ...texts])) <= width) return one;
  return [head.map(({ head: name }) => name), head.map(({ unit }) => unit ?? '')];
}

const total = (widths: readonly number[]): number => widths.reduce((sum, w) => sum + w, gap * (widths.length - 1));

const needed = (head: readonly TableColumn[], texts: readonly (readonly string[])[]): number[] =>
  head.map((_, i) => Math.max(0, ...texts.map((line) => line[i]?.length ?? 0)));

function lineOf(cells: readonly TableCell[], columns: readonly TableColumn[]): Line {
  const early = cells.length < columns.length;
  const texts = cells
    .slice(0, early ? -1 : undefined)
    .flatMap((cell, i) => (columns[i]?.only === undefined ? [cell.text] : []));
  return early ? { texts, rest: cells.at(-1)?.text ?? '' } : { texts };
}

function widthsOf(head: readonly TableColumn[], texts: readonly (readonly string[])[], width: number): number[] {
  const widths = needed(head, texts);
  const over = total(widths) - width;
  const left = head.map(({ align }, i) => (align === 'right' ? -1 : (widths[i] ?? 0)));
  const widest = left.indexOf(Math.max(...left));
  if (over > 0 && widest >= 0) widths[widest] = Math.max(6, (widths[widest] ?? 0) - over);
  return widths;
}
