import { describe, expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import type { OkRecord, RecordEngine } from 'vexlab/dist/results/record';
import { ingestChart } from 'vexlab/dist/views/charts/ingest-chart';
import { databaseTable } from 'vexlab/dist/views/tables/database-table';
import { hitsFor, missingRecord, okRecord, plainEngine } from './fixture-records';

const server: RecordEngine = { ...plainEngine, name: 'server', title: 'Server', kind: 'server', how: 'started' };
const gone: RecordEngine = { ...plainEngine, name: 'gone', title: 'Gone' };

/** Five builds of an engine that acknowledges 10,000 vectors in `insertMs` and makes them searchable in `readyMs` more. */
const builds = (engine: RecordEngine, insertMs: number, readyMs: number): OkRecord[] =>
  Array.from({ length: 5 }, (_, nth) => {
    const record = okRecord({
      engine,
      latencies: new Array<number>(1000).fill(2),
      hits: hitsFor(1000, 10, 0.95),
      measureMs: 2000,
      search: { ef: 40 },
      repetition: nth,
      buildIndex: nth,
    });
    const memory = { before: { lab: 1, engine: 2 ** 20 }, after: { lab: 1, engine: 21 * 2 ** 20 } };
    return {
      ...record,
      build: { ...record.build, insertMs: insertMs + nth, readyMs, ...(engine === server && { first: true, memory }) },
    };
  });

const summaries = summarise([
  ...builds(plainEngine, 1000, 0),
  ...builds(server, 500, 4500),
  missingRecord({ engine: gone, why: 'no server runs', remedy: 'start one' }),
]);

describe('databaseTable', () => {
  const table = databaseTable(summaries);
  const rows = table.rows.flatMap((row) => ('cells' in row ? [row] : []));
  const texts = rows.map(({ cells }) => cells.slice(7).map(({ text }) => text));

  it('has a row for every database that was asked for, measured or not', () => {
    expect(texts[0]?.slice(0, 6)).toEqual(['Plain', 'measured', '40', '9,980', '9,980', '0.950']);
    expect(texts[1]?.slice(0, 6)).toEqual(['Server', 'measured', '40', '19,900', '2,000', '0.950']);
    expect(texts[2]).toEqual(['Gone', 'unavailable', 'no server runs; start one']);
    expect(rows[2]?.grey).toBe(true);
  });

  it("says memory only where it is the engine's own", () => {
    const at = table.columns.findIndex(({ name }) => name === 'memory_per_1000_mib');
    expect(rows.map(({ cells }) => cells[at]?.text)).toEqual(['—', '2.00', undefined]);
    expect(rows[0]?.cells[at]?.hover).toMatch(/runs in the lab's own process/);
  });

  it('fits a terminal', () => {
    for (const line of table.text(100).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('ingestChart', () => {
  const figure = ingestChart(summaries);
  const traces = figure.data as { mode: string; x: number[]; y: number[]; customdata?: string[] }[];

  it('tells of how many builds it is, and nothing of searches', () => {
    const text = figure.text ?? '';
    expect(text).toContain('5 index builds an engine, one client');
    expect(text).not.toMatch(/closed loop|k 10|repetition/);
  });

  it('shows both rates of each engine, the slowest to be searchable at the bottom', () => {
    const marks = traces.filter(({ mode }) => mode.startsWith('markers'));
    expect(marks.map(({ x, y }) => [Math.round(x[0] as number), y[0]])).toEqual([
      [19_920, 0],
      [1999, 0],
      [9980, 1],
      [9980, 1],
    ]);
    expect(figure.text).toMatch(/Server: acknowledged 19,900 \(.*\), searchable 2,000 \(.*\) vectors\/s\./);
  });

  it('says what could not run', () => {
    const { annotations } = figure.layout as unknown as { annotations: { text: string }[] };
    expect(annotations.map(({ text }) => text)).toContain('✕  Gone could not run: no server runs');
  });
});
