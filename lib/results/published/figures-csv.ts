import { parse } from 'csv-parse/sync';
import { LabError, messageOf } from '../../base/lab-error';
import type { PublishedRow } from './published-row';

type Kind = 'text' | 'number' | 'params';

/** The columns of `figures.csv`, in order: the head, the member it holds, and how it is written. */
const columns: readonly (readonly [head: string, member: keyof PublishedRow, kind: Kind])[] = [
  ['id', 'id', 'text'],
  ['source', 'source', 'text'],
  ['date', 'date', 'text'],
  ['engine', 'engine', 'text'],
  ['setup', 'setup', 'text'],
  ['version', 'version', 'text'],
  ['dataset', 'dataset', 'text'],
  ['rows', 'rows', 'number'],
  ['dim', 'dim', 'number'],
  ['k', 'k', 'number'],
  ['filter', 'filter', 'text'],
  ['parameters', 'params', 'params'],
  ['clients', 'clients', 'number'],
  ['rate', 'rate', 'number'],
  ['mean_ms', 'meanMs', 'number'],
  ['p50_ms', 'p50Ms', 'number'],
  ['p95_ms', 'p95Ms', 'number'],
  ['p99_ms', 'p99Ms', 'number'],
  ['latency_of', 'latencyOf', 'text'],
  ['recall', 'recall', 'number'],
  ['ndcg', 'ndcg', 'number'],
  ['load_s', 'loadS', 'number'],
  ['loaded', 'loaded', 'number'],
  ['state', 'state', 'text'],
];

/** The heads of a table of published figures, in order. */
export const figureColumns: readonly string[] = columns.map(([head]) => head);

const required = new Set(['id', 'source', 'engine', 'dataset']);
const choices: { readonly [head: string]: readonly string[] } = {
  latency_of: ['same', 'serial'],
  state: ['ok', 'failed'],
};

/** Rows as CSV (RFC 4180) with lines ended by `\n`; what is absent is an empty field. */
export function formatFigures(rows: readonly PublishedRow[]): string {
  const lines = rows.map((row) => columns.map(([, member]) => quoted(fieldOf(row[member]))).join(','));
  return [figureColumns.join(','), ...lines, ''].join('\n');
}

const fieldOf = (value: PublishedRow[keyof PublishedRow]): string =>
  value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/**
 * Reads a table that {@link formatFigures} could have written. `where` names it in errors.
 * @throws LabError `bad-figures`: another header, a bad field, an id twice; with the line number.
 */
export function parseFigures(text: string, where: string): PublishedRow[] {
  let records: string[][];
  try {
    records = parse(text, { bom: true, skip_empty_lines: true });
  } catch (thrown) {
    throw bad(where, messageOf(thrown));
  }
  const [header, ...lines] = records;
  if (header?.join() !== figureColumns.join()) {
    throw bad(
      where,
      `its header is "${(header ?? []).join(',').slice(0, 80)}"`,
      `it has to be ${figureColumns.join()}`,
    );
  }
  const seen = new Set<string>();
  return lines.map((fields, i) => {
    const row = rowOf(fields, `${where}, row ${i + 1}`);
    if (seen.has(row.id))
      throw bad(`${where}, row ${i + 1}`, `the id ${row.id} stands there twice`, 'give each row its own');
    seen.add(row.id);
    return row;
  });
}

function rowOf(fields: readonly string[], where: string): PublishedRow {
  const members = columns.flatMap(([head, member, kind], i) => {
    const field = fields[i] ?? '';
    if (field === '') {
      if (required.has(head)) throw bad(where, `${head} is empty`, 'name it');
      return [];
    }
    return [[member, valueOf(field, kind, head, where)] as const];
  });
  return Object.fromEntries(members) as unknown as PublishedRow;
}

function valueOf(field: string, kind: Kind, head: string, where: string): unknown {
  if (kind === 'params') return paramsOf(field, where);
  if (kind === 'text') {
    const known = choices[head];
    if (known && !known.includes(field)) throw bad(where, `${head} is "${field}"`, `it is one of ${known.join(', ')}`);
    return field;
  }
  const value = Number(field);
  if (field.trim() !== field || !Number.isFinite(value))
    throw bad(where, `${head} is "${field}", not a number`, 'mend it');
  return value;
}

function paramsOf(field: string, where: string): unknown {
  try {
    const value: unknown = JSON.parse(field);
    const flat = (one: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof one);
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(flat))
      return value;
  } catch {
    // Said below, with the value.
  }
  throw bad(
    where,
    `parameters is ${JSON.stringify(field.slice(0, 60))}`,
    'write a JSON object of numbers, texts and truth values',
  );
}

const bad = (where: string, what: string, remedy?: string): LabError =>
  new LabError({ code: 'bad-figures', where, what, ...(remedy !== undefined && { remedy }) });
