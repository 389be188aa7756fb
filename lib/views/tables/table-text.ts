import { foldText } from '../fold-text';
import { noIntervalSmall } from './interval-small';
import type { Table, TableCell, TableColumn } from './table';

const gap = 2;

/** A row as printed: a text for each printed column, what stands small below it, and over the rest of the line, if the row ends early. */
interface Line {
  readonly texts: readonly string[];
  readonly below?: readonly string[];
  readonly rest?: string;
}

/**
 * The table as plain columns, at most `width` characters wide: the widest left-aligned column gives way. The small figures of
 * numbers stand on a line below them, if the table says what they are.
 */
export function tableText(table: Omit<Table, 'html' | 'text' | 'frame'>, width = 100): string {
  const { columns, rows, caption } = table;
  const head = columns.filter(({ only }) => only === undefined);
  const full = rows.map((row) => ('heading' in row ? row.heading : lineOf(row.cells, table)));
  const { lines, heads, widths, left } = fitted(head, full, width);
  const join = ({ texts, below, rest }: Line): string => {
    const parts = texts.map((text, i) => {
      const w = widths[i] ?? 0;
      return head[i]?.align === 'right' ? cut(text, w).padStart(w) : cut(text, w).padEnd(w);
    });
    const line = cut([...parts, ...(rest === undefined ? [] : [rest])].join(' '.repeat(gap)).trimEnd(), width);
    return below ? `${line}\n${join({ texts: below })}` : line;
  };
  const notes = [...smallNote(table, lines, left), ...table.notes];
  return [
    ...(caption === undefined ? [] : [foldText(caption, width, '  ')]),
    ...heads.map((texts) => join({ texts })),
    ...lines.map((line) => (typeof line === 'string' ? `\n${foldText(line, width, '  ')}` : join(line))),
    ...(notes.length > 0 ? ['', ...notes.map((note) => foldText(`- ${note}`, width, '  '))] : []),
  ].join('\n');
}

/** Lines with their widths; without the small figures (`left` out) where these would make them too wide. */
function fitted(head: readonly TableColumn[], full: readonly (Line | string)[], width: number) {
  const measure = (lines: readonly (Line | string)[]) => {
    const rows = lines.flatMap((line) =>
      typeof line === 'string' ? [] : [line.texts, ...(line.below ? [line.below] : [])],
    );
    const heads = headsOf(head, rows, width);
    return { lines, heads, widths: widthsOf(head, [...heads, ...rows], width), left: false };
  };
  const all = measure(full);
  if (total(all.widths) <= width || !full.some(hasBelow)) return all;
  const bare = full.map((line) =>
    typeof line === 'string' ? line : { texts: line.texts, ...(line.rest !== undefined && { rest: line.rest }) },
  );
  return { ...measure(bare), left: true };
}

const hasBelow = (line: Line | string): boolean => typeof line !== 'string' && line.below !== undefined;

function smallNote({ small = '' }: Pick<Table, 'small'>, lines: readonly (Line | string)[], left: boolean): string[] {
  if (left) return [`Left out, as they would not fit: ${small}. The report has them, and --json.`];
  return lines.some(hasBelow) ? [`Second lines: ${small}.`] : [];
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

function lineOf(cells: readonly TableCell[], { columns, small }: Pick<Table, 'columns' | 'small'>): Line {
  const early = cells.length < columns.length;
  const printed = cells.slice(0, early ? -1 : undefined).filter((_, i) => columns[i]?.only === undefined);
  const texts = printed.map(({ text }) => text);
  const below = columns
    .filter(({ only }, i) => only === undefined && i < cells.length)
    .map(({ align }, i) => (align === 'right' ? (printed[i]?.small ?? '') : ''));
  return {
    texts,
    ...(small !== undefined && below.some((text) => text !== '') && { below: below.map(shortened) }),
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
