import { parse } from 'csv-parse/sync';
import { LabError, messageOf } from '../../base/lab-error';
import type { PublishedParams, PublishedRow } from './published-row';
import { benchCase } from './vectordbbench-case';

const header = [
  'file',
  'db',
  'db_label',
  'version',
  'case_id',
  'dataset',
  'k',
  'params',
  'qps',
  'recall',
  'ndcg',
  'serial_p99_s',
  'serial_p95_s',
  'load_s',
  'max_load_count',
  'label',
] as const;
type Fields = { readonly [column in (typeof header)[number]]: string };

/**
 * Reads the table `vectordbbench-runs.csv` (VectorDBBench's published runs, MIT) as published rows; their ids are
 * `vectordbbench-runs.csv:LINE`. Its rate is the best over several numbers of clients, its latencies and its recall are of
 * a pass with one client; the number of clients is not in the table.
 * @throws LabError `bad-figures` with the line.
 */
export function parseVectorDbBench(text: string, where: string): PublishedRow[] {
  let records: Fields[];
  try {
    const found: string[][] = parse(text, { bom: true, skip_empty_lines: true });
    const missing = header.filter((name, i) => found[0]?.[i] !== name);
    if (missing.length > 0) throw new Error(`its header lacks ${missing.join(', ')} in their places`);
    records = found.slice(1).map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i]])) as Fields);
  } catch (thrown) {
    throw new LabError({ code: 'bad-figures', where, what: messageOf(thrown), cause: thrown });
  }
  return records.map((fields, i) => rowOf(fields, i + 2, where));
}

function rowOf(fields: Fields, line: number, where: string): PublishedRow {
  const at = `${where}:${line}`;
  const bench = benchCase(fields.case_id, fields.dataset);
  if (!bench) {
    throw bad(at, `case ${fields.case_id} over "${fields.dataset}" is not known`);
  }
  const number = (column: (typeof header)[number]): number | undefined => numberOf(fields[column], column, at);
  const milliseconds = (column: 'serial_p99_s' | 'serial_p95_s'): number | undefined => {
    const seconds = number(column);
    return seconds === undefined ? undefined : Number((seconds * 1000).toPrecision(12));
  };
  const { kind, ...about } = bench;
  const date = /result_(\d{4})(\d{2})(\d{2})_/.exec(fields.file);
  return present({
    id: `vectordbbench-runs.csv:${line}`,
    source: fields.file,
    date: date ? date.slice(1).join('-') : undefined,
    engine: fields.db,
    setup: fields.db_label || undefined,
    version: fields.version || undefined,
    ...about,
    k: number('k'),
    params: paramsOf(fields.params, at),
    rate: number('qps'),
    p95Ms: milliseconds('serial_p95_s'),
    p99Ms: milliseconds('serial_p99_s'),
    latencyOf: 'serial',
    recall: number('recall'),
    // Of documents it is another measure, over graded judgements.
    ndcg: kind === 'text' ? undefined : number('ndcg'),
    loadS: number('load_s'),
    // The tool writes 0 wherever it did not count vectors.
    loaded: number('max_load_count') || undefined,
    state: stateOf(fields.label),
  });
}

/** `:)` normal, `x` failed, `?` out of its range; anything else is not said. */
const stateOf = (label: string): PublishedRow['state'] =>
  label === ':)' ? 'ok' : label === 'x' || label === '?' ? 'failed' : undefined;

function paramsOf(text: string, where: string): PublishedParams | undefined {
  if (text === '') return undefined;
  try {
    const stated = Object.entries(JSON.parse(text) as PublishedParams).filter(([, value]) => value !== null);
    return stated.length > 0 ? Object.fromEntries(stated) : undefined;
  } catch {
    throw bad(where, `params is ${JSON.stringify(text.slice(0, 60))}, not JSON`);
  }
}

function numberOf(text: string, column: string, where: string): number | undefined {
  if (text === '') return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) throw bad(where, `${column} is "${text}", not a number`);
  return value;
}

const bad = (where: string, what: string): LabError =>
  new LabError({ code: 'bad-figures', where, what, remedy: 'take the file as it was published' });

type Loose = { readonly [member in keyof PublishedRow]: PublishedRow[member] | undefined };

const present = (row: Loose): PublishedRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as PublishedRow;
