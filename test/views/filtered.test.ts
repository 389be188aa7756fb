import { describe, expect, it } from 'vitest';
import { summariseFiltered } from 'vexlab/dist/analysis/summarise-filtered';
import { summariseMixed } from 'vexlab/dist/analysis/summarise-mixed';
import type { FilteredRecord, Finding, MissingRecord } from 'vexlab/dist/results/record';
import { filteredChart } from 'vexlab/dist/views/charts/filtered-chart';
import { filteredTable } from 'vexlab/dist/views/tables/filtered-table';
import { mixedTable } from 'vexlab/dist/views/tables/mixed-table';
import { filteredTakeaway, mixedTakeaway } from 'vexlab/dist/views/write-takeaways';
import { ladder } from './fixture-filtered-records';
import { between } from './fixture-mixed-records';
import { missingRecord, plainEngine } from './fixture-records';

const runs = [0, 1, 2, 3, 4];
const other = { ...plainEngine, name: 'other', title: 'Other' };
const gone = missingRecord({ engine: other, state: 'skipped', why: 'it cannot search with a filter' });
const without = {
  ...gone,
  cell: { ...gone.cell, workload: (ladder()[0] as FilteredRecord).cell.workload },
} as MissingRecord;
const rungs = summariseFiltered([...ladder(), without]);

describe('the ladder', () => {
  it('is summarised rung by rung, recall of what there is to find', () => {
    const seen = rungs.map((one) =>
      one.state === 'measured' ? [one.filter.matching, one.recall?.value, one.qps.value] : one.why,
    );
    expect(seen).toEqual([
      [5, 1, expect.closeTo(2040, 6)],
      [1000, expect.closeTo(0.8, 9), expect.closeTo(510, 6)],
      [9000, expect.closeTo(0.95, 9), expect.closeTo(1020, 6)],
      'it cannot search with a filter',
    ]);
  });

  it('is drawn as recall over rate, along one axis of shares', () => {
    const { data, layout, text } = filteredChart(rungs);
    expect(data.map(({ x, yaxis }) => [yaxis, x])).toEqual([
      ['y', [0.0005, 0.1, 0.9]],
      ['y2', [0.0005, 0.1, 0.9]],
    ]);
    expect(data[0]?.y).toEqual([1, expect.closeTo(0.8, 9), expect.closeTo(0.95, 9)]);
    expect(layout.xaxis).toMatchObject({ type: 'log', ticktext: ['0.05 %', '10 %', '90 %'], anchor: 'y2' });
    expect(text).toMatch(/10 % pass: recall 0\.800, 510/);
    expect(JSON.stringify(layout)).toContain('it cannot search with a filter');
  });

  it('is a table, and sentences with its numbers', () => {
    const [heading, ...rows] = filteredTable(rungs).rows;
    expect(heading).toEqual({ heading: 'sift-photos, 10,000 × 128, l2, k 10, 1 client' });
    expect(rows).toHaveLength(4);
    expect(filteredTable(rungs).text()).toMatch(/0\.05 %\s.*\s5\s/);
    expect(filteredTakeaway(rungs)).toMatch(
      /^Plain: where 0\.05 % pass it answers 2,040 \(2,\d+–2,\d+\) queries\/s, where 90 % pass 1,020 \(\S+–1,\d+\); its lowest recall is 0\.800 \([^)]+–[^)]+\), where 10 % pass\.$/,
    );
  });

  it('says how many requests failed, in the table and in the sentence', () => {
    const failing = summariseFiltered(ladder().map((record) => ({ ...record, errors: { timeout: 10, refused: 2 } })));
    const [, first] = filteredTable(failing).rows;
    const column = filteredTable(failing).columns.findIndex(({ name }) => name === 'failed');
    expect(first && 'cells' in first && first.cells[column]).toMatchObject({
      value: 60,
      text: '60 of 5,000',
      hover: '50 timeout, 10 refused',
    });
    expect(filteredTakeaway(failing)).toMatch(/; 180 of 15,000 requests failed \(150 timeout, 30 refused\)\.$/);
  });

  it('is refused where nothing was measured', () => {
    expect(() => filteredChart(summariseFiltered([without]))).toThrow(/its only setting was not measured/);
  });
});

describe('searching between writes', () => {
  const moments = summariseMixed(
    runs.flatMap((repetition) => [
      between({ inserts: 0.1, repetition, median: 2 }),
      between({ inserts: 0, repetition, median: 1 }),
    ]),
  );

  it('is summarised by what there was to find, beside the same without writes', () => {
    const writing = moments.find((one) => one.state === 'measured' && one.workload.inserts > 0);
    if (writing?.state !== 'measured') throw new Error('not measured');
    expect(writing.recall?.value).toBeCloseTo((9800 - 100) / 9800, 12);
    expect(writing).toMatchObject({
      stale: 10,
      fresh: { due: 150, missed: 15 },
      inserts: { rate: { value: 50 }, failed: 0 },
    });
    expect(writing.deletes).toBeUndefined();
    expect(writing.alone?.latency.p50?.value).toBeCloseTo(1, 1);
    expect(writing.latency.p50?.value).toBeCloseTo(2, 1);
  });

  it('is one row of the table, with both medians, and a sentence', () => {
    expect(mixedTable(moments).rows.filter((row) => 'cells' in row)).toHaveLength(1);
    expect(mixedTakeaway(moments)).toMatch(
      /^Plain: with 10 % writes its median search takes 2\.0\d \([^)]+\) ms, without writes 1\.0\d \([^)]+\) ms; recall of the moment 0\.990 \([^)]+–[^)]+\); in 5,000 searches 10 deleted rows came back\.$/,
    );
  });

  it('says how many searches failed, in the table and in the sentence', () => {
    const failing = summariseMixed(
      runs.map((repetition) => ({ ...between({ inserts: 0.1, repetition, median: 2 }), errors: { timeout: 3 } })),
    );
    const row = mixedTable(failing).rows.find((one) => 'cells' in one);
    const column = mixedTable(failing).columns.findIndex(({ name }) => name === 'failed');
    expect(row?.cells[column]).toMatchObject({ value: 15, text: '15 of 5,000' });
    expect(mixedTakeaway(failing)).toMatch(/; 15 of 5,000 searches failed \(15 timeout\)\.$/);
  });

  it('says it of those without writes too, which have no row of their own, with their checks', () => {
    const errors: Finding = { check: 'errors', verdict: 'fail', numbers: { failed: 400 }, advice: 'find out why' };
    const failing = summariseMixed(
      runs.flatMap((repetition) => [
        between({ inserts: 0.1, repetition, median: 2 }),
        { ...between({ inserts: 0, repetition, median: 1 }), errors: { timeout: 400 }, findings: [errors] },
      ]),
    );
    const table = mixedTable(failing);
    const row = table.rows.find((one) => 'cells' in one);
    const cellOf = (name: string) => row?.cells[table.columns.findIndex((column) => column.name === name)];
    expect(cellOf('failed')).toMatchObject({ text: '0', small: 'no writes: 2,000 of 5,000' });
    expect(cellOf('warnings')).toMatchObject({
      text: expect.stringContaining('✗ errors') as string,
      hover: expect.stringContaining('without writes: find out why') as string,
    });
    expect(mixedTakeaway(failing)).toMatch(/; 2,000 of 5,000 searches without writes failed \(2,000 timeout\)\.$/);
  });
});
