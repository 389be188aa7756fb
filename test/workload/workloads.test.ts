import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { readRun } from 'vexlab/dist/results/run-store';
import type { IngestRecord, OpenRecord, Record } from 'vexlab/dist/results/record';
import { run } from 'vexlab/dist/workload/run';
import { summariseIngest } from 'vexlab/dist/analysis/summarise-ingest';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from './scripted-engine';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep } from './small-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-workloads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = 1000;
const sweep = smallSweep({
  datasets: ['sift-photos'],
  scales: [rows],
  engines: ['hnswlib'],
  k: [10],
  ef: [20, 200],
  requests: 50,
  repetitions: 2,
  workloads: [
    { type: 'search' },
    { type: 'open', arrivals: 'constant', rates: [100], seconds: 0.5 },
    { type: 'ingest', batches: [300, 'largest'] },
  ],
});

let records: Record[];
let dir: string;
beforeAll(async () => {
  const ended = await run(sweep, { output: folder, cache: join(folder, 'cache') });
  ({ dir } = ended);
  records = (await readRun(dir)).records;
  expect(records).toEqual(ended.records);
});

const of = (type: string): Record[] => records.filter(({ cell }) => cell.workload.type === type);

describe('a sweep of several workloads', () => {
  it('measures each at every setting, and what does not search once for all of them', () => {
    expect(records.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(['search', 'open', 'ingest'].map((type) => of(type).length)).toEqual([2 * 2, 2 * 2, 2 * 2]);
    expect(new Set(of('ingest').map(({ cell }) => cell.search.ef)).size).toBe(1);
  });

  it('is not measured again', async () => {
    const again = await run(sweep, { output: folder, cache: join(folder, 'cache'), session: 's' });
    const third = await run(sweep, { output: folder, cache: join(folder, 'cache'), session: 's' });
    expect(third.run).toBe(again.run);
    expect(third.resumed).toBe(records.length);
  });
});

describe('an open loop', () => {
  it('asks at the rate, and keeps response, service and slip of each request', () => {
    for (const record of of('open') as OpenRecord[]) {
      expect(record.measured).toBe('open');
      expect(record.answers.requests).toBe(50);
      const [response, service, slip] = [
        record.histograms.response,
        record.histograms.service,
        record.histograms.slip,
      ].map((text) => decodeHistogram(text));
      expect([response?.totalCount, service?.totalCount, slip?.totalCount]).toEqual([50, 50, 50]);
      // Each response is service and slip together, so the means are too, to the histograms' three digits.
      expect(response?.mean).toBeGreaterThanOrEqual((service?.mean ?? NaN) * 0.99);
      expect(record.load.lastDueNs).toBe(49 * 10e6);
      expect(record.phases.measureMs).toBeGreaterThanOrEqual(490);
    }
  });

  it('counts recall of the same requests', () => {
    const recall = (record: OpenRecord): number =>
      Buffer.from(record.answers.hits ?? '', 'base64')
        .filter((_, i) => i % 2 === 0)
        .reduce((sum, hits) => sum + hits, 0) / 500;
    for (const record of of('open') as OpenRecord[]) {
      if (record.cell.search.ef === 200) expect(recall(record)).toBeGreaterThanOrEqual(0.99);
      expect(recall(record)).toBeGreaterThan(0.5);
    }
  });
});

describe('an ingest', () => {
  it.each([
    [{ maxBatch: 120 }, 120],
    [{ maxBatch: 120, maxBatchBytes: 70 * 16 * 4 + 3 }, 70],
    [{ maxBatchBytes: 5 }, 1],
    [{}, 500],
  ])('in inserts of the largest size keeps to the limits %j: %i vectors', async (limits, batch) => {
    const { engine, deeds } = scriptedEngine('a', limits);
    const output = mkdtempSync(join(folder, 'largest-'));
    const asked = smallSweep({ workloads: [{ type: 'ingest', batches: ['largest'] }] });
    const { records } = await runSweep(asked, { output }, laboratory([engine], [smallDataset(500, 5, 16)]));
    expect(records).toMatchObject([{ state: 'ok', batch, cell: { workload: { batch: 'largest' } } }]);
    expect(deeds.inserted.map((ids) => ids.length)).toEqual([
      ...Array.from({ length: Math.floor(500 / batch) }, () => batch),
      ...(500 % batch > 0 ? [500 % batch] : []),
    ]);
    const [summary] = summariseIngest(records);
    expect(summary).toMatchObject({ state: 'measured', batch, inserts: Math.ceil(500 / batch) });
  });

  it('inserts in batches of the size asked for, all of them counted', () => {
    for (const record of of('ingest') as IngestRecord[]) {
      const batch = record.cell.workload.batch === 'largest' ? rows : record.cell.workload.batch;
      expect(record.batch).toBe(record.cell.workload.batch === 'largest' ? rows : undefined);
      expect(decodeHistogram(record.histograms.insert).totalCount).toBe(Math.ceil(rows / batch));
      expect(record.build).toMatchObject({ rows, countAfter: rows });
      const { insertMs, readyMs, wallMs = 0 } = record.build;
      expect(wallMs - insertMs - readyMs).toBeGreaterThan(-1e-6);
      expect(record.samples.map(({ ms }) => ms)).toEqual(record.samples.map(({ ms }) => ms).sort((a, b) => a - b));
    }
  });
});
