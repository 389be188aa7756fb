import { describe, expect, it } from 'vitest';
import { ingestGrowth } from 'vexlab/dist/analysis/ingest-growth';
import { summariseIngest } from 'vexlab/dist/analysis/summarise-ingest';
import { ingestRateChart } from 'vexlab/dist/views/charts/ingest-rate-chart';
import { memoryChart } from 'vexlab/dist/views/charts/memory-chart';
import { growthTable } from 'vexlab/dist/views/tables/growth-table';
import { ingestTable } from 'vexlab/dist/views/tables/ingest-table';
import type { Figure } from 'vexlab/dist/views/figure';
import { plainEngine } from './fixture-records';
import { growingFillings, ingestRecord, missingFilling, serverEngine } from './fixture-ingest-records';

const gone = { ...plainEngine, name: 'gone', title: 'Gone' };
const batches = [10, 100, 1000].flatMap((batch) =>
  [0, 1, 2, 3, 4].flatMap((repetition) => [
    ingestRecord({ batch, repetition, insertMs: 20_000 / batch + repetition, readyMs: 0 }),
    ingestRecord({ engine: serverEngine, batch, repetition, insertMs: 40_000 / batch, readyMs: 500 }),
  ]),
);
const outcomes = summariseIngest([...batches, missingFilling({ engine: gone, batch: 10, why: 'no server runs' })]);
const sizes = summariseIngest([
  ...growingFillings(),
  ingestRecord({ batch: 1000, fresh: true, insertMs: 1, readyMs: 1, dim: 256 }),
]);

interface Trace {
  name: string;
  x: number[];
  y: number[];
  marker?: { color: string; symbol: string };
  line: { color: string };
}
const tracesOf = (figure: Figure) => figure.data as unknown as Trace[];
const notesOf = (figure: Figure) =>
  (figure.layout as unknown as { annotations: { text: string }[] }).annotations.map(({ text }) => text);

describe('ingestRateChart', () => {
  const figure = ingestRateChart(outcomes);

  it('draws of each engine what is searchable full and what is acknowledged hollow, in one colour', () => {
    expect(tracesOf(figure).map(({ name, x, marker, line }) => [name, x, marker?.color === line.color])).toEqual([
      ['Plain, searchable', [10, 100, 1000], true],
      ['Plain, acknowledged', [10, 100, 1000], false],
      ['Server, searchable', [10, 100, 1000], true],
      ['Server, acknowledged', [10, 100, 1000], false],
    ]);
    expect(tracesOf(figure)[2]?.y.map(Math.round)).toEqual([2222, 11_111, 18_519]);
  });

  it('draws both of an engine whose mark is an open one: its fill is the paper, and would be its outline', () => {
    const mark = { colour: '#0072B2', symbol: 'star-triangle-down-open' };
    const starred = outcomes.map((one) => ({ ...one, engine: { ...one.engine, mark } }));
    const markers = tracesOf(ingestRateChart(starred)).map(({ marker }) => marker);
    expect(new Set(markers.map((marker) => marker?.symbol))).toEqual(new Set(['star-triangle-down']));
  });

  it('says what could not run, and its numbers in words', () => {
    expect(notesOf(figure)).toContain('✕  Gone could not run: no server runs');
    expect(figure.text).toMatch(/Server: in inserts of 10 acknowledged 2,500 \(.*\), searchable 2,220/);
  });

  it('refuses several datasets, and nothing measured', () => {
    expect(() => ingestRateChart([...outcomes, ...sizes])).toThrow(/outcomes of \d+ datasets/);
    expect(() => ingestRateChart([])).toThrow(/none of 0 summaries/);
  });
});

describe('memoryChart', () => {
  const figure = memoryChart(sizes);

  it('draws a line for each number of vectors, beside the vectors alone', () => {
    const [raw, ...lines] = tracesOf(figure);
    expect(raw?.name).toBe('the vectors alone');
    expect(raw?.y[0]).toBeCloseTo((4 * 128 * 1000) / 2 ** 20, 12);
    expect(lines.map(({ name, x }) => [name, x])).toEqual([
      ['Server, 1,000', [128, 256, 512]],
      ['Server, 5,000', [128, 256, 512]],
      ['Server, 10,000', [128, 256, 512]],
    ]);
  });

  it('says whose memory is not known, in the figure and in an error where nobody’s is', () => {
    expect(notesOf(figure).join()).toMatch(/Plain not available: the engine runs in the lab&#39;s own process/);
    // In full, on as many lines as it takes.
    const [note] = notesOf(figure).filter((text) => text.includes('Plain not available'));
    expect(note?.replace(/<br>(&nbsp;)+/g, ' ')).toContain('whose memory is not told apart from the lab&#39;s');
    expect(Math.max(...(note ?? '').split('<br>').map((line) => line.length))).toBeLessThan(110);
    expect(() => memoryChart(outcomes)).toThrow(/Server: .*could not be looked at/);
  });
});

describe('tables', () => {
  it('shows costs, and below the table why some are not known', () => {
    const table = ingestTable(sizes);
    const rows = table.rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
    const at = table.columns.findIndex(({ name }) => name === 'disk_per_1000_mib');
    expect(rows.some((cells) => cells[at]?.text === '2.44')).toBe(true);
    expect(table.notes.join()).toMatch(/Plain, memory per 1,000 vectors: the engine runs in the lab's own process/);
    expect(table.notes.join()).toMatch(/Server, peak: the most in any look at it/);
    for (const line of [...table.text(100).split('\n'), ...growthTable(ingestGrowth(sizes)).text(100).split('\n')]) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  });

  it('stands in the frame as values, missing ones as nothing', async () => {
    const frame = await ingestTable(outcomes).frame();
    expect(frame.shape).toEqual([7, ingestTable(outcomes).columns.length]);
  });

  it('shows the exponent with its interval', () => {
    const [first] = growthTable(ingestGrowth(sizes)).rows;
    expect(first && 'cells' in first && first.cells.map(({ text }) => text).slice(3, 7)).toEqual([
      'memory',
      'vectors',
      '128 components',
      '0.900',
    ]);
  });
});
