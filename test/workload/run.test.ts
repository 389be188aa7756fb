import { describe, expect, it } from 'vitest';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { unpackUint16, unpackUint32 } from 'vexlab/dist/results/pack';
import { isMeasuredSearch, type OkRecord } from 'vexlab/dist/results/record';
import { readRun } from 'vexlab/dist/results/run-store';
import { run } from 'vexlab/dist/workload/run';
import { smallSweep, temporaryFolder } from './small-sweep';

const rows = 2000;
const sweep = smallSweep({
  datasets: ['sift-photos'],
  scales: [rows],
  engines: ['exact', 'hnswlib'],
  k: [10],
  ef: [10, 200],
  m: 16,
  efConstruction: 200,
  clients: [1, 4],
  requests: 200,
  warmup: 20,
  repetitions: 2,
});

const recall = ({ answers }: OkRecord): number =>
  unpackUint16(answers.hits as string).reduce((sum, hits) => sum + hits, 0) / (answers.requests * answers.k);

describe('a run of real engines on the shipped descriptors', () => {
  it('measures recall that a recount by brute force confirms, and keeps it', async () => {
    const { dir, records, state, resumed } = await run(sweep, { output: temporaryFolder(), cache: temporaryFolder() });
    expect([state, resumed, records.length]).toEqual(['finished', 0, 2 * 2 * 3]);
    const measured = records.filter(isMeasuredSearch);
    expect(measured).toHaveLength(records.length);

    const { base, queries } = await openDataset('sift-photos', { scale: rows });
    const squared = (query: number, row: number): number => {
      let sum = 0;
      for (let j = 0; j < base.dim; j += 1) {
        sum += ((queries.data[query * base.dim + j] as number) - (base.data[row * base.dim + j] as number)) ** 2;
      }
      return sum;
    };
    const nearest = new Map<number, Set<number>>();
    for (let query = 0; query < 400; query += 1) {
      const order = Array.from({ length: rows }, (_, row) => ({ row, distance: squared(query, row) }));
      order.sort((a, b) => a.distance - b.distance || a.row - b.row);
      nearest.set(query, new Set(order.slice(0, 10).map(({ row }) => row)));
    }
    for (const { answers } of measured) {
      const found = unpackUint32(answers.rows);
      const recount = [...unpackUint32(answers.queries)].map(
        (query, request) =>
          new Set([...found.subarray(request * 10, request * 10 + 10)].filter((row) => nearest.get(query)?.has(row)))
            .size,
      );
      expect([...unpackUint16(answers.hits as string)]).toEqual(recount);
    }

    for (const record of measured) {
      expect(decodeHistogram(record.histograms.service).totalCount).toBe(200);
      expect(record.build).toMatchObject({ rows, countAfter: rows });
      const named = Object.fromEntries(record.findings.map(({ check, verdict }) => [check, verdict]));
      expect(named).toMatchObject({ parameters: 'pass', count: 'pass', errors: 'pass', answers: 'pass' });
      if (record.cell.engine === 'exact') expect(recall(record)).toBe(1);
      if (record.cell.search.ef === 200) expect(recall(record)).toBeGreaterThanOrEqual(0.99);
    }
    const stored = await readRun(dir);
    expect(stored.records).toEqual(records);
    expect(stored.manifest).toMatchObject({ state: 'finished', sweep, cells: records.length });
    expect(new Set(records.map(({ machine }) => machine))).toEqual(new Set([stored.manifest.machine.id]));
  });
});
