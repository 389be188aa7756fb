import { foldText } from '../fold-text';
import { noIntervalSmall } from './interval-small';
import type { Table, TableCell, TableColumn } from './table';

const gap = '  ';

/** A row as printed: a text for each printed column, what stands small below it, and over the rest of the line, if the row ends early. */
interface Line {
  readonly texts: readonly string[];
  readonly below?: readonly string[];
  readonly rest?: string;
}

/**
 * The table as plain columns, at most `width` characters wide: the widest left-aligned column gives way. The small figures of
 * numbers stand on a line below them, if the table says what they are; where these would not fit, or would take room from the words
 * of a row, they stand there one after another.
 */
export function tableText(table: Omit<Table, 'html' | 'text' | 'frame'>, width = 100): string {
  const { columns, rows, caption } = table;
  const head = columns.filter(({ only }) => only === undefined);
  const lines = rows.map((row) => ('heading' in row ? row.heading : lineOf(row.cells, table)));
  const { heads, widths, inColumns } = layoutOf(head, lines, width);
  const joined = (texts: readonly string[], rest: readonly string[] = []): string => {
    const parts = texts.map((text, i) => {
      const w = widths[i] ?? 0;
      return head[i]?.align === 'right' ? cut(text, w).padStart(w) : cut(text, w).padEnd(w);
    });
    return cut([...parts, ...rest].join(gap).trimEnd(), width);
  };
  const belowText = (below: readonly string[]): string =>
    inColumns ? joined(below) : foldText(namedSmall(head, below), width - gap.length).replace(/^/gm, gap);
  const rowText = ({ texts, below, rest }: Line): string[] => [
    joined(texts, rest === undefined ? [] : [rest]),
    ...(below ? [belowText(below)] : []),
  ];
  const notes = [...smallNote(table, lines), ...table.notes];
  return [
    ...(caption === undefined ? [] : [foldText(caption, width, gap)]),
    ...heads.map((texts) => joined(texts)),
    ...lines.flatMap((line) => (typeof line === 'string' ? [`\n${foldText(line, width, gap)}`] : rowText(line))),
    ...(notes.length > 0 ? ['', ...notes.map((note) => foldText(`- ${note}`, width, gap))] : []),
  ].join('\n');
}

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** Widths of the columns, and whether the small figures have room in them. */
function layoutOf(head: readonly TableColumn[], lines: readonly (Line | string)[], width: number) {
  const rows = lines.flatMap((line) => (typeof line === 'string' ? [] : [line]));
  const measure = (texts: readonly (readonly string[])[]) => {
    const heads = headsOf(head, texts, width);
    return { heads, widths: widthsOf(head, [...heads, ...texts], width) };
  };
  const bare = measure(rows.map(({ texts }) => texts));
  const full = measure(rows.flatMap(({ texts, below }) => [texts, ...(below ? [below] : [])]));
  const keepsWords = head.every(({ align }, i) => align === 'right' || (full.widths[i] ?? 0) >= (bare.widths[i] ?? 0));
  const inColumns = total(full.widths) <= width && keepsWords;
  return { ...(inColumns ? full : bare), inColumns };
}

const namedSmall = (head: readonly TableColumn[], below: readonly string[]): string =>
  below.flatMap((small, i) => (small === '' ? [] : [`${head[i]?.head ?? ''} ${small}`])).join(', ');

const smallNote = ({ small = '' }: Pick<Table, 'small'>, lines: readonly (Line | string)[]): string[] =>
  lines.some((line) => typeof line !== 'string' && line.below) ? [`Second lines: ${small}.`] : [];

/** Heads with their units behind them, or, where these would not fit, on a line below. */
function headsOf(head: readonly TableColumn[], texts: readonly (readonly string[])[], width: number): string[][] {
  const one = [head.map(({ head: name, unit }) => (unit === undefined ? name : `${name} ${unit}`))];
  const units = head.some(({ unit }) => unit !== undefined);
  if (!units || total(needed(head, [...one, ...texts])) <= width) return one;
  return [head.map(({ head: name }) => name), head.map(({ unit }) => unit ?? '')];
}

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, w) => sum + w, gap.length * (widths.length - 1));

const needed = (head: readonly TableColumn[], texts: readonly (readonly string[])[]): number[] =>
  head.map((_, i) => Math.max(0, ...texts.map((line) => line[i]?.length ?? 0)));

function lineOf(cells: readonly TableCell[], { columns, small }: Pick<Table, 'columns' | 'small'>): Line {
  const early = cells.length < columns.length;
  const printed = columns.flatMap(({ only, align }, i) => {
    const cell = cells[i];
    return only === undefined && cell && !(early && i === cells.length - 1) ? [{ ...cell, align }] : [];
  });
  const below = printed.map((cell) => (cell.align === 'right' ? shortened(cell.small ?? '') : ''));
  return {
    texts: printed.map(({ text }) => text),
    ...(small !== undefined && below.some((text) => text !== '') && { below }),
    ...(early && { rest: cells.at(-1)?.text ?? '' }),
  };
}

const shortened = (small: string): string => (small === noIntervalSmall ? 'none' : small);

function widthsOf(head: readonly TableColumn[], texts: readonly (readonly string[])[], width: number): number[] {
  const widths = needed(head, texts);
  const over = total(widths) - width;
  const left = head.map(({ align }, i) => (align === 'right' ? -1 : (widths[i] ?? 0)));
  const widest = left.indexOf(Math.max(...left));
  if (over > 0 && widest >= 0) widths[widest] = Math.max(6, (widths[widest] ?? 0) - over);
  return widths;
}
