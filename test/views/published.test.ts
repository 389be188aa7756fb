import { describe, expect, it } from 'vitest';
import { auditPublished } from 'vexlab/dist/analysis/published/audit';
import { inFlightOf } from 'vexlab/dist/analysis/published/in-flight';
import { publishedRules } from 'vexlab/dist/analysis/published/rules';
import {
  auditTakeaway,
  coverageTakeaway,
  differingRows,
  failing,
  inFlightTakeaway,
  runsTakeaway,
} from 'vexlab/dist/notebook/published-takeaways';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';
import { inFlightChart } from 'vexlab/dist/views/charts/published-in-flight-chart';
import { publishedRulesTable, ruleCountTable } from 'vexlab/dist/views/tables/published-rules-table';
import { publishedSourcesTable, statedTable } from 'vexlab/dist/views/tables/published-stated-table';
import { contradictionTable } from 'vexlab/dist/views/tables/published-table';
import type { Table } from 'vexlab/dist/views/tables/table';
import { published } from '../analysis/published/judge';

const rows: PublishedRow[] = [
  published({ engine: 'Broken', latencyOf: 'same', rate: 1226, meanMs: 3.12, clients: 100, date: '2024-06' }, 1),
  published({ engine: 'Silent', latencyOf: 'same', rate: 10940, meanMs: 1.44, recall: 0.9835 }, 2),
  published({ engine: 'Whole', latencyOf: 'same', rate: 963, p99Ms: 107, clients: 100, date: '2024-01-02' }, 3),
  ...[4, 5, 6, 7, 8].map((nth) => published({ engine: '<Zero>', rate: 0, recall: 0, state: 'ok', setup: '8c' }, nth)),
  published({ engine: 'Gone', rate: 0, state: 'failed' }, 9),
];
const audit = auditPublished(rows);
const texts = (table: Table): string[][] =>
  table.rows.flatMap((row) => ('cells' in row ? [row.cells.map(({ text }) => text)] : []));

describe('contradictionTable', () => {
  const shown = texts(contradictionTable(audit));

  it('gives each reason, contradictions first, with rows of its own and how many more', () => {
    expect(shown[0]?.slice(0, 2)).toEqual(['fail', 'littles-law']);
    expect(shown[0]?.[2]).toContain('3.83 in flight; the label says 100');
    expect(shown[1]).toEqual(['', '', 'test:1', 'Broken', '—', 'Set', '100', '1,226', '3.12', '—', '—', '—']);
    expect(shown[2]?.slice(0, 2)).toEqual(['warn', 'zeros']);
    expect(shown.slice(3).map(([, , row]) => row)).toEqual(['test:4', 'test:6', 'test:8', 'and 2 rows more']);
  });

  it('shows every row, or contradictions alone, where asked', () => {
    expect(texts(contradictionTable(audit, { rows: 10 }))).toHaveLength(2 + 1 + 5);
    expect(texts(contradictionTable(audit, { verdicts: ['fail'] }))).toHaveLength(2);
  });

  it('keeps verdict and rule of every row in the data frame', async () => {
    const frame = await contradictionTable(audit, { verdicts: ['fail'] }).frame();
    expect(frame.columns.slice(0, 3)).toEqual(['verdict', 'rule', 'row']);
    expect(frame.values[1]?.slice(0, 3)).toEqual(['fail', 'littles-law', 'test:1']);
  });

  it('escapes what publishers wrote', () => {
    expect(contradictionTable(audit).html()).toContain('&lt;Zero&gt;');
    expect(contradictionTable(audit).html()).not.toContain('<Zero>');
  });
});

describe('the other tables', () => {
  it('count every rule over all rows', () => {
    const counts = texts(ruleCountTable(audit));
    expect(counts).toHaveLength(publishedRules.length);
    expect(counts[0]).toEqual(['littles-law', publishedRules[0]?.asks, '1', '0', '0', '8']);
    for (const [, , ...numbers] of counts) expect(numbers.map(Number).reduce((a, b) => a + b, 0)).toBe(rows.length);
  });

  it('say what each rule rests on', () => {
    expect(texts(publishedRulesTable()).map(([check]) => check)).toEqual(publishedRules.map(({ check }) => check));
  });

  it('count what is stated, and a zero as not stated', () => {
    const stated = new Map(texts(statedTable(rows)).map(([figure, count]) => [figure, count]));
    expect(stated.get('rate')).toBe('3');
    expect(stated.get('recall')).toBe('1');
    expect(stated.get('clients')).toBe('2');
    expect(stated.get('vectors counted after the load')).toBe('0');
  });

  it('say where rows come from', () => {
    expect(texts(publishedSourcesTable(rows)).map(([engine, year, count]) => [engine, year, count])).toEqual([
      ['Broken', '2024', '1'],
      ['Silent', 'not stated', '1'],
      ['Whole', '2024', '1'],
      ['<Zero>', 'not stated', '5'],
      ['Gone', 'not stated', '1'],
    ]);
  });

  it('fit a terminal', () => {
    const tables = [
      contradictionTable(audit),
      ruleCountTable(audit),
      publishedRulesTable(),
      statedTable(rows),
      publishedSourcesTable(rows),
    ];
    for (const line of tables.flatMap((one) => one.text(100).split('\n'))) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('inFlightChart', () => {
  const own = inFlightOf(auditPublished([published({ latencyOf: 'same', rate: 1000, meanMs: 4, clients: 4 })]));
  const figure = inFlightChart(inFlightOf(audit), own);
  const marks = figure.data.filter(({ mode }) => mode === 'markers');

  it('puts each row at its label and what was in flight, those without a label apart', () => {
    const places = marks.map(({ x, y }) => [...(x as number[]), ...(y as number[])]);
    expect(places.map(([, inFlight]) => inFlight?.toFixed(2))).toEqual(['4.00', '3.83', '15.75', '103.04']);
    expect(places.map(([clients]) => clients)).toEqual([4, 100, expect.closeTo(0.284, 3), 100]);
    const { tickvals, ticktext } = figure.layout.xaxis as { tickvals: number[]; ticktext: string[] };
    expect(ticktext[0]).toBe('not stated');
    expect(tickvals[0]).toBeCloseTo(0.284, 3);
  });

  it('marks a contradiction, a bound, a missing label and the lab’s own apart, by colour and by shape', () => {
    const looks = marks.map(({ marker }) => marker as { color: string; symbol: string });
    expect(looks.map(({ symbol }) => symbol)).toEqual(['circle-open', 'x', 'diamond-open', 'triangle-down-open']);
    expect(new Set(looks.map(({ color }) => color)).size).toBe(4);
  });

  it('says its numbers in words, with units on the axes', () => {
    expect(figure.text).toContain('Broken, 1,226/s: 3.83 in flight; 100 on the label');
    expect(figure.text).toContain('1 of the lab’s 1 record in agreement with the label.');
    expect(JSON.stringify(figure.layout.xaxis)).toContain('clients on the label');
    expect(JSON.stringify(figure.layout.yaxis)).toContain('requests in flight');
  });

  it('draws without rows of the lab, and without rows that lack a label', () => {
    const plain = inFlightChart(inFlightOf(audit).slice(0, 1));
    expect(plain.data.filter(({ mode }) => mode === 'markers')).toHaveLength(1);
    expect((plain.layout.xaxis as { ticktext: string[] }).ticktext).not.toContain('not stated');
  });
});

describe('the takeaways', () => {
  it('quote what was counted', () => {
    expect(auditTakeaway(audit)).toMatch(
      /^Of 9 published rows: 1 in contradiction with themselves or another \(littles-law 1\), 5 right only under a condition, 2 with nothing found, 1 not judged\./,
    );
    expect(coverageTakeaway(audit)).toContain('can be applied to 1 of 9 rows (11.1 %)');
    expect(inFlightTakeaway(audit)).toContain('Broken’s 1,226 requests/s had 3.83 in flight, and the label says 100');
    expect(inFlightTakeaway(audit)).toContain(
      'Of 9 rows 3 print a latency of the requests that made the rate, 2 of them with the clients.',
    );
  });

  it('say what gets the file of all runs here', () => {
    expect(runsTakeaway([])).toContain('VEXLAB_DATASETS');
    expect(runsTakeaway(audit)).toMatch(
      /^vectordbbench-runs\.csv is here\. Of 9 runs of VectorDBBench: 1 in contradiction/,
    );
  });
});

describe('what the notebook checks', () => {
  it('names rows that differ from their source, whatever the order of members, and none where it is not here', () => {
    const [first, second] = rows as [PublishedRow, PublishedRow];
    const turned = Object.fromEntries(Object.entries(first).reverse()) as unknown as PublishedRow;
    expect(differingRows([first, second], [turned, { ...second, rate: 10941 }])).toEqual(['test:2']);
    expect(differingRows([first, second], undefined)).toEqual([]);
  });

  it('gives the rows that a rule calls contradictory, and no others', () => {
    expect(failing(audit, 'littles-law').map(({ id }) => id)).toEqual(['test:1']);
    expect(failing(audit, 'zeros')).toEqual([]);
  });
});
