import { expect, it } from 'vitest';
import { labMemoryTable } from 'vexlab/dist/views/tables/lab-memory-table';
import { missingRecord, okRecord, plainEngine } from './fixture-records';

const mebibyte = 2 ** 20;
const engine = (name: string) => ({ ...plainEngine, name, title: name });

it('tells the laboratory’s own heap and collections beside each engine, and leaves out windows without them', () => {
  const windows = [2, 4, 9].map((gcMs, i) => ({
    ...okRecord({ engine: engine('A'), latencies: [1], measureMs: 1, repetition: i }),
    lab: { heapBefore: 50 * mebibyte, heapAfter: (60 + i) * mebibyte, gcMs, gcCount: i },
  }));
  const older = okRecord({ engine: engine('B'), latencies: [1], measureMs: 1 });
  const { rows } = labMemoryTable([...windows, older, missingRecord({ why: 'no server' })]);
  expect(rows.map((row) => ('cells' in row ? row.cells.map(({ value }) => value) : []))).toEqual([
    ['A', 3, 50, 61, 1, 4],
  ]);
  expect(rows[0]).toMatchObject({
    cells: expect.arrayContaining([expect.objectContaining({ small: '2.00–9.00' })]) as unknown,
  });
});
