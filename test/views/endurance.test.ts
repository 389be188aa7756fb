import { describe, expect, it } from 'vitest';
import { summariseEndurance } from 'vexlab/dist/analysis/summarise-endurance';
import { enduranceChart } from 'vexlab/dist/views/charts/endurance-chart';
import { enduranceTakeaway } from 'vexlab/dist/views/endurance-takeaway';
import { report } from 'vexlab/dist/views/report';
import { enduranceTable } from 'vexlab/dist/views/tables/endurance-table';
import { recordSchema } from 'vexlab/dist/results/record-schema';
import { enduranceRecord, plausibleLongRuns } from './fixture-endurance-records';
import { storedRun } from './fixture-runs';

const records = plausibleLongRuns();
const outcomes = summariseEndurance(records);

describe('the table of long runs', () => {
  const table = enduranceTable(outcomes);
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);
  const rows = table.rows.flatMap((row) => ('cells' in row ? [row.cells] : []));

  it('is made of records as they are kept', () => {
    for (const record of records) expect(recordSchema.safeParse(record).error).toBeUndefined();
  });

  it('has a row for each figure of each engine with its verdict', () => {
    expect(rows.map((cells) => ['engine', 'verdict', 'figure'].map((name) => cells[at(name)]?.text))).toEqual([
      ['HNSW in process', 'no drift shown', 'p50'],
      ['HNSW in process', 'no drift shown', 'p99'],
      ['HNSW in process', 'no drift shown', 'memory'],
      ['HNSW in process', 'no drift shown', 'errors'],
      ['Vector server', 'no drift shown', 'p50'],
      ['Vector server', 'rises', 'p99'],
      ['Vector server', 'rises', 'memory'],
      ['Vector server', 'no drift shown', 'errors'],
      ['Kernel file system', 'unavailable', expect.stringContaining('no such module') as string],
    ]);
  });

  it('says how much over the run, in the unit of the figure, with the interval', () => {
    const [p99, memory] = [rows[5], rows[6]];
    // 0.6 ms a slice over 30 slices, and 6 MiB with a step of 8.
    expect(p99?.[at('over_the_run')]?.value).toBeGreaterThan(15);
    expect(p99?.[at('over_the_run')]?.value).toBeLessThan(21);
    expect(memory?.[at('over_the_run')]?.value).toBeGreaterThan(170);
    expect(memory?.[at('over_the_run')]?.value).toBeLessThan(200);
    expect(memory?.[at('interval')]?.text).toMatch(/^\+\d+ to \+\d+$/);
    expect(memory?.[at('unit')]?.text).toBe('MiB');
  });

  it('has the recall of the run, first and last, and says where there is none', () => {
    // Of slices 13 and 22 seven requests failed; 0.99961 of all were answered.
    expect(rows[4]?.[at('recall')]).toMatchObject({ text: '0.9996', small: '1.000 → 1.000' });
    expect(rows[4]?.[at('recall')]?.hover).toContain('worst 0.994, best 1.000');
    const idle = Array.from({ length: 12 }, () => ({ responses: [], memory: { lab: 1e8 } }));
    const silent = enduranceTable(summariseEndurance([enduranceRecord({ slices: idle })]));
    const [cells] = silent.rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
    expect(cells?.[at('recall')]).toMatchObject({ value: null, hover: 'no request was due' });
  });

  it('says from what to what errors changed, without an interval of a place that the data chose', () => {
    const slices = Array.from({ length: 30 }, (_, i) => ({
      responses: i < 24 ? Array.from({ length: 1200 }, (_, j) => 2 + (j % 7) * 0.1 + (i % 3) * 0.05) : [],
      failed: i < 24 ? 0 : 1200,
      memory: { lab: 1e8 },
    }));
    const collapsed = summariseEndurance([enduranceRecord({ slices })]);
    const found = enduranceTable(collapsed).rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
    const errors = found[3];
    expect(['verdict', 'over_the_run', 'interval'].map((name) => errors?.[at(name)]?.text)).toEqual([
      'rises',
      '+100',
      '—',
    ]);
    expect(errors?.[at('over_the_run')]?.hover).toContain(
      'errors rise from 0 % to 100 % with slice 25: largest change',
    );
    expect(found[1]?.[at('over_the_run')]?.text).toBe('+∞');
    const figure = enduranceChart(collapsed);
    expect(JSON.stringify(figure.layout)).toContain('errors 0 % → 100 %');
    const p99 = (figure.data as { name?: string; y: (number | null)[] }[]).find(({ name }) => name?.endsWith('p99'));
    expect(p99?.y.slice(24)).toEqual(new Array(6).fill(null));
  });

  it('fits a terminal', () => {
    for (const line of table.text(100).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('says why a figure has no drift', () => {
    const slices = Array.from({ length: 12 }, () => ({ responses: Array<number>(50).fill(1), memory: {} }));
    const engine = { name: 'far', title: 'Far away', kind: 'cloud' as const, mark: { colour: '#000000', symbol: 'x' } };
    const few = enduranceTable(summariseEndurance([enduranceRecord({ engine, slices })]));
    const texts = few.rows.flatMap((row) => ('cells' in row ? [row.cells.at(-1)?.text] : []));
    expect(texts[1]).toBe('50 requests in a slice carry no p99, it takes 1000');
    expect(texts[2]).toBe("the engine's processes cannot be looked at from here");
  });
});

describe('a long load in a figure', () => {
  const figure = enduranceChart(outcomes);
  const traces = figure.data as {
    name?: string;
    x: number[];
    y: (number | null)[];
    yaxis: string;
    line?: { dash?: string };
  }[];

  it('has panels of latency and memory for each engine, a slice a point, in minutes', () => {
    expect(Object.keys(figure.layout).filter((name) => /^[xy]axis/.test(name))).toHaveLength(8);
    const memory = traces.find(({ name }) => name === 'Vector server, memory');
    expect(memory?.x.at(-1)).toBe(30);
    expect(memory?.y[0]).toBeCloseTo(400, 0);
    expect(figure.layout).toMatchObject({ xaxis3: { title: { text: 'time, min' } }, yaxis: { type: 'log' } });
  });

  it('draws a slope only where a drift is shown, and marks slices in which requests failed', () => {
    expect(traces.filter(({ line }) => line?.dash === 'dash').map(({ yaxis }) => yaxis)).toEqual(['y3', 'y4']);
    const failed = traces.find(({ name }) => name === 'Vector server, failed requests');
    expect(failed?.x).toEqual([12.5, 21.5]);
  });

  it('says in words what it shows, and who could not run', () => {
    expect(figure.text).toContain('p99 rises over the run by +');
    expect(JSON.stringify(figure.layout)).toContain('Kernel file system could not run');
  });

  it('is of one load', () => {
    const other = enduranceRecord({ rate: 200, slices: [] });
    expect(() => enduranceChart([...outcomes, ...summariseEndurance([other])])).toThrow(/2 datasets, k or loads/);
    expect(() => enduranceChart([])).toThrow(/nothing-measured|none of 0/);
  });
});

describe('what long runs say', () => {
  it('stands in sentences, drift before what shows none', () => {
    const said = enduranceTakeaway(outcomes);
    expect(said).toContain('On sift-photos, k 10, 100/s (poisson) for 30 min in 30 slices:');
    expect(said).toMatch(
      /Vector server: p99 rises over the run by \+[\d.]+ .*; memory rises .*; no drift shown of p50/,
    );
    expect(said).toMatch(
      /14 of 36,014 requests failed, in \d+ slices from \d+ to \d+ of 30, at most [\d.]+ % of one slice; recall \d/,
    );
  });

  it('says of a late collapse from what to what, where no percentile has a number any more', () => {
    const responses = Array.from({ length: 1200 }, (_, i) => 1 + (i % 10) / 10);
    const slices = Array.from({ length: 30 }, (_, at) => ({
      responses,
      memory: { lab: 2e8 },
      ...(at >= 20 && { failed: 60 }),
    }));
    const said = enduranceTakeaway(summariseEndurance([enduranceRecord({ slices })]));
    expect(said).toContain(
      '600 of 36,600 requests failed, in 10 slices from 21 to 30 of 30, at most 4.76 % of one slice',
    );
    expect(said).toContain(
      'p99 rises from 1.90 ms to that of a failed request with slice 21; errors rise from 0 % to 4.76 % with slice 21;',
    );
  });

  it('stands in the report, with its checks and who could not run', () => {
    const page = report([storedRun(records)]);
    expect(page).toContain('Under load for long');
    expect(page).toContain('no such module is loaded in this kernel');
  });
});
