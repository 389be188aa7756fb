import { describe, expect, it } from 'vitest';
import { saturationLines, saturationPicks } from 'vexlab/dist/analysis/saturation-lines';
import { fewestClients, growthPicks, searchGrowth } from 'vexlab/dist/analysis/search-growth';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { saturationChart } from 'vexlab/dist/views/charts/saturation-chart';
import { growthChart, searchGrowthChart } from 'vexlab/dist/views/charts/search-growth-chart';
import { outcomesText } from 'vexlab/dist/views/outcomes-text';
import { report } from 'vexlab/dist/views/report';
import { saturationTakeaway } from 'vexlab/dist/views/saturation-takeaway';
import { searchGrowthTakeaway } from 'vexlab/dist/views/search-growth-takeaway';
import type { Table } from 'vexlab/dist/views/tables/table';
import { saturationTable } from 'vexlab/dist/views/tables/saturation-table';
import { searchGrowthTable } from 'vexlab/dist/views/tables/search-growth-table';
import { storedRun } from './fixture-runs';
import { growingSearches, saturatingLoops, wideningSearches } from './fixture-scale-records';

const rowsOf = (table: Table) => table.rows.flatMap((row) => ('cells' in row ? [row.cells] : []));
const at = (table: Table, name: string) => table.columns.findIndex((column) => column.name === name);
interface Trace {
  name?: string;
  x: number[];
  y: number[];
  yaxis?: string;
  line?: { dash?: string };
  marker?: { size: number; symbol: string };
}

describe('saturation of closed loops', () => {
  const summaries = summarise(saturatingLoops());
  const lines = saturationLines(summaries);

  it('is found where it is, and not where the rate still grows', () => {
    expect(lines.map(({ engine, knee }) => [engine.name, knee.state])).toEqual([
      ['hnsw', 'not reached'],
      ['server', 'reached'],
    ]);
    const { knee } = lines[1]!;
    if (knee.state === 'not available') throw new Error(knee.why);
    expect(knee.clients.value).toBeCloseTo(6.4, 5);
    expect(knee.clients.low).toBeLessThanOrEqual(6.4);
    expect(knee.rate.value).toBeCloseTo(640, 0);
  });

  it('stands in a table with its interval and the client’s own ceiling', () => {
    const table = saturationTable(lines);
    const [hnsw, server] = rowsOf(table);
    expect(server?.[at(table, 'clients')]?.text).toBe('6.40');
    expect(server?.[at(table, 'interval')]?.text).toMatch(/^6\.\d+–6\.\d+$/);
    // 640 of 2,400 a second.
    expect(server?.[at(table, 'ceiling')]?.text).toBe('26.7 %');
    expect(hnsw?.[at(table, 'clients')]?.text).toMatch(/^≥ /);
    expect(hnsw?.[at(table, 'ceiling')]?.text).toBe('—');
    for (const line of table.text(100).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('says once for all ef why there is none', () => {
    const few = saturationLines(summarise(saturatingLoops([1, 4], [16, 64])));
    const rows = rowsOf(saturationTable(few));
    expect(rows.map((cells) => cells.at(-1)?.text)).toEqual(
      Array(2).fill('ef 16 and 64: it takes 3 numbers of clients, there are 2'),
    );
    // One for each engine, at the ef that finds enough.
    expect(saturationPicks(few).map(({ ef }) => ef)).toEqual([64, 64]);
    expect(saturationTakeaway(few)).toContain('no saturation to be had, it takes 3 numbers of clients');
  });

  it('is drawn with a ring at the knee, and the ceiling dashed', () => {
    const figure = saturationChart(summaries);
    const traces = figure.data as unknown as Trace[];
    const rings = traces.filter(({ marker }) => marker?.symbol === 'circle-open');
    expect(rings).toHaveLength(1);
    expect(rings[0]?.x[0]).toBeCloseTo(6.4, 5);
    expect(traces.find(({ line }) => line?.dash === 'dash')?.y).toEqual([700, 1400, 2400, 2400, 2400, 2400]);
    expect(traces.filter(({ yaxis }) => yaxis === 'y2').map(({ x }) => x)).toEqual(Array(2).fill([1, 2, 4, 8, 16, 32]));
    expect(JSON.stringify(figure.layout)).toContain('HNSW in process: saturation not reached');
    // A loop without requests reaches so much that nothing else could be seen: it stands in the table alone.
    const loops = saturatingLoops().map((record) => ({
      ...record,
      load: { ceiling: 1e6, ceilingOf: { against: 'no-request' as const, clients: 1, rates: [1e6] } },
    }));
    const without = saturationChart(summarise(loops)).data as unknown as Trace[];
    expect(without.filter(({ line }) => line?.dash === 'dash')).toEqual([]);
    const table = saturationTable(saturationLines(summarise(loops)));
    expect(rowsOf(table).map((cells) => cells[at(table, 'ceiling')]?.text)).not.toContain('—');
    expect(() => saturationChart(summarise(saturatingLoops([1])))).toThrow(/several numbers of clients/);
  });

  it('tells no ceiling of older records, which do not say whose they hold', () => {
    const old = saturatingLoops().map((record) => ({ ...record, load: { ceiling: 1e6 } }));
    const table = saturationTable(saturationLines(summarise(old)));
    expect(rowsOf(table).map((cells) => cells[at(table, 'ceiling')]?.text)).toEqual(['—', '—']);
  });
});

describe('searches over several sizes', () => {
  const growth = searchGrowth(summarise(growingSearches()));

  it('have the exponent with which they were made, with its interval', () => {
    const laws = growth.map(({ engine, figures }) => [engine.name, figures.rate.law] as const);
    for (const [name, law] of laws) {
      if (law.state !== 'fitted') throw new Error(law.why);
      const known = name === 'server' ? -1 : -0.3;
      expect(law.exponent.value).toBeCloseTo(known, 6);
      expect(law.exponent.low).toBeLessThanOrEqual(known + 1e-9);
      expect(law.exponent.high).toBeGreaterThanOrEqual(known - 1e-9);
    }
    const p50 = growth[1]?.figures.p50.law;
    expect(p50?.state === 'fitted' && p50.exponent.value).toBeCloseTo(1, 2);
  });

  it('stand in a table with what the largest size costs and how recall falls', () => {
    const table = searchGrowthTable(growth);
    const rows = rowsOf(table);
    expect(rows).toHaveLength(6);
    const server = rows[3];
    expect(server?.[at(table, 'exponent')]?.text).toBe('−1.00');
    expect(server?.[at(table, 'degradation')]?.text).toBe('× 0.0333');
    expect(server?.[at(table, 'recall')]?.text).toMatch(/^0\.999 to 0\.98/);
    for (const line of table.text(100).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('have no exponent of two sizes, but what the larger one costs', () => {
    const two = searchGrowth(summarise(growingSearches([1000, 10_000])));
    const [row] = rowsOf(searchGrowthTable(two));
    const table = searchGrowthTable(two);
    expect(row?.[at(table, 'exponent')]).toMatchObject({
      text: '—',
      hover: 'a curve takes 3 different x, there are 2',
    });
    expect(row?.[at(table, 'degradation')]?.text).toMatch(/^× 0\.5/);
  });

  it('are told with the fewest clients that were measured', () => {
    const more = growth.map((line) => ({ ...line, clients: 4 }));
    expect(fewestClients([...more, ...growth])).toEqual(growth);
  });

  it('are drawn with the fitted curve, vectors and dimensions apart', () => {
    const figure = searchGrowthChart(summarise(growingSearches()));
    const traces = figure.data as unknown as Trace[];
    expect(traces.filter(({ line }) => line?.dash === 'dash')).toHaveLength(4);
    expect(JSON.stringify(figure.layout)).toContain('Vector server, ef 64<br>^ −1.00 (−1.');
    expect(figure.text).toContain(' · 5 repetitions · ');
    const once = growingSearches().filter(({ cell }) => cell.repetition === 0);
    expect(searchGrowthChart(summarise(once)).text).toContain(' · 1 repetition · ');
    const both = summarise([...growingSearches(), ...wideningSearches()]);
    expect(() => searchGrowthChart(both)).toThrow(/2 kinds of sizes/);
    const wide = growthPicks(searchGrowth(both)).filter(({ along }) => along === 'dim');
    expect(growthChart([wide[0]!]).layout).toMatchObject({ xaxis: { title: { text: 'dimensions (logarithmic)' } } });
    expect(searchGrowthTakeaway(wide)).toContain(
      '32, 128 and 512 dimensions, 1,000 vectors, 1 client: Vector server, ef 64: rate × 0.0625',
    );
  });
});

it('a size that was measured on two sets has an exponent, and no ratio of one to the other', () => {
  const again = growingSearches([1000]).map((record) => {
    const dataset = { ...record.dataset, digest: 'another' };
    return { ...record, dataset, cellId: `${record.cellId} again` };
  });
  const [, server] = searchGrowth(summarise([...growingSearches(), ...again]));
  expect(server?.figures.rate.degradation).toMatchObject({ why: expect.stringContaining('given twice') as string });
  expect(server && searchGrowthTakeaway([server])).toMatch(
    /1 client: Vector server, ef 64: rate: no ratio, exponent −1\.00 \(−1\.\d+ to −0\.\d+\); p50: no ratio, exponent 1\.00 \(/,
  );
});

describe('generated sets of other data', () => {
  const named = (more: string) =>
    wideningSearches().map((record) => {
      const dataset = {
        ...record.dataset,
        name: `${record.dataset.name},${more}`,
        digest: `${record.dataset.digest} ${more}`,
      };
      return { ...record, dataset, cellId: `${record.cellId} ${more}` };
    });

  it('have lines of their own, in figures of their own that say which', () => {
    const growth = searchGrowth(summarise([...named('intrinsic=4'), ...named('intrinsic=8')]));
    expect(growth.map(({ settings }) => settings.length)).toEqual([3, 3]);
    expect(growthPicks(growth)).toHaveLength(2);
    expect(() => searchGrowthChart(summarise([...named('seed=1'), ...named('seed=2')]))).toThrow(/2 kinds of sizes/);
    const said = searchGrowthTakeaway(growth).split('\n');
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('On generated sets (10 clusters, intrinsic dimension 4, 100 queries, seed 1), ');
    expect(said[1]).toContain('intrinsic dimension 8');
  });

  it('that differ in anything but size are no line', () => {
    const [small, large] = [named('clusters=10'), named('clusters=20')];
    const apart = [
      ...small.filter(({ dataset }) => dataset.dim === 32),
      ...large.filter(({ dataset }) => dataset.dim > 32),
    ];
    expect(searchGrowth(summarise(apart)).map(({ settings }) => settings.length)).toEqual([2]);
  });
});

describe('both', () => {
  const records = [...saturatingLoops(), ...growingSearches(), ...wideningSearches()];

  it('stand in the summary and in the report', () => {
    const text = outcomesText(summariseAll(records)).join('\n\n');
    expect(text).toMatch(/^Saturation$/m);
    expect(text).toMatch(/^Scale$/m);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const page = report([storedRun(records)]);
    expect(page).toContain('<section id="saturation">');
    expect(page).toContain('<section id="scale">');
  });
});
