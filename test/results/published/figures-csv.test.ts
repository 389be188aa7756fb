import { readFileSync } from 'node:fs';
import { expect, describe, it } from 'vitest';
import { figureColumns, formatFigures, parseFigures } from 'vexlab/dist/results/published/figures-csv';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';
import { figuresPath, publishedFigures } from 'vexlab/dist/results/published/read-published';
import { labErrorBy } from '../../datasets/lab-error-of';

const full: PublishedRow = {
  id: 'a:1',
  source: 'a "page", with commas',
  date: '2024-06',
  engine: 'E',
  setup: '8c',
  version: '1.2',
  dataset: 'D',
  rows: 1000,
  dim: 8,
  k: 10,
  filter: 'none',
  params: { M: 16, index: 'HNSW', exact: false },
  clients: 4,
  rate: 1226.5,
  meanMs: 3.12,
  p50Ms: 3,
  p95Ms: 4,
  p99Ms: 5.5,
  latencyOf: 'same',
  recall: 0.9835,
  ndcg: 0.99,
  loadS: 0,
  loaded: 1000,
  state: 'ok',
};
const least: PublishedRow = { id: 'a:2', source: 's', engine: 'E', dataset: 'D' };

describe('a table of published figures', () => {
  it('reads back what it wrote: every member, a zero as a zero, what is absent as absent', () => {
    expect(parseFigures(formatFigures([full, least]), 'table')).toEqual([full, least]);
  });

  it('has a column for every member', () => {
    expect(figureColumns).toHaveLength(Object.keys(full).length);
  });

  const line = (changes: Partial<Record<string, string>>): string => {
    const fields = figureColumns.map(
      (head) => changes[head] ?? { id: 'a', source: 's', engine: 'E', dataset: 'D' }[head] ?? '',
    );
    return [figureColumns.join(','), fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(','), ''].join(
      '\n',
    );
  };

  it.each([
    ['a rate that is no number', line({ rate: 'fast' }), 'table, row 1: rate is "fast", not a number'],
    ['a rate with a blank', line({ rate: '1 ' }), 'table, row 1: rate is "1 ", not a number'],
    ['an unknown state', line({ state: 'fine' }), 'table, row 1: state is "fine"; it is one of ok, failed'],
    ['another latency', line({ latency_of: 'p99' }), 'table, row 1: latency_of is "p99"; it is one of same, serial'],
    ['parameters that are no object', line({ parameters: '[1]' }), 'table, row 1: parameters is "[1]"'],
    ['parameters that are no JSON', line({ parameters: '{M:16}' }), 'table, row 1: parameters is "{M:16}"'],
    ['no engine', line({ engine: '' }), 'table, row 1: engine is empty'],
    ['an id twice', formatFigures([least, least]), 'table, row 2: the id a:2 stands there twice'],
    ['another header', 'id,rate\na,1\n', 'table: its header is "id,rate"'],
    ['a torn line', `${figureColumns.join(',')}\na,b\n`, 'table: Invalid Record Length'],
    ['nothing', '', 'table: its header is ""'],
  ])('says where and what is wrong: %s', (_, text, message) => {
    const error = labErrorBy(() => parseFigures(text, 'table'));
    expect(error.code).toBe('bad-figures');
    expect(error.message.startsWith(message)).toBe(true);
  });
});

describe('the table that comes with the project', () => {
  const rows = publishedFigures();

  it('has at least 100 rows, each with its source, and three publishers', () => {
    expect(rows.length).toBeGreaterThanOrEqual(100);
    expect(new Set(rows.map(({ id }) => id.replace(/:\d+$/, '')))).toEqual(
      new Set(['qdrant-2024-06', 'weaviate-docs', 'vectordbbench-runs.csv']),
    );
  });

  it('holds the quoted figures as they were quoted', () => {
    expect(rows.find(({ id }) => id === 'qdrant-2024-06:3')).toMatchObject({ clients: 100, rate: 1226, meanMs: 3.12 });
    expect(rows.find(({ id }) => id === 'weaviate-docs:1')).toMatchObject({
      rate: 10940,
      meanMs: 1.44,
      p99Ms: 3.13,
      recall: 0.9835,
    });
  });

  it('is as its writer writes it', () => {
    expect(readFileSync(figuresPath, 'utf8')).toBe(formatFigures(rows));
  });
});
