import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { summariseBatched } from 'vexlab/dist/analysis/summarise-batched';
import type { Engine } from 'vexlab/dist/engines/engine';
import { unpackUint16, unpackUint32 } from 'vexlab/dist/results/pack';
import type { BatchedRecord, Record } from 'vexlab/dist/results/record';
import { recordSchema } from 'vexlab/dist/results/record-schema';
import { readRun } from 'vexlab/dist/results/run-store';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { scriptedEngine } from './scripted-engine';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep, temporaryFolder } from './small-sweep';
import { wrappedEngine } from './wrapped-engine';

const dataset = smallDataset(500);
const asked = dataset.queries.n;

const measure = async (engine: Engine, sizes: number[], part: Partial<Sweep> = {}): Promise<Record[]> =>
  (
    await runSweep(
      smallSweep({ workloads: [{ type: 'batched', sizes }], requests: 40, ...part }),
      { output: temporaryFolder() },
      laboratory([engine], [dataset]),
    )
  ).records;

function batched(records: readonly Record[], size: number): BatchedRecord {
  const found = records.find((record) => record.state === 'ok' && 'batches' in record && record.batches?.size === size);
  if (found?.state === 'ok' && found.measured === 'batched') return found;
  throw new Error(`expected a batched cell of ${size}: ${JSON.stringify(records).slice(0, 900)}`);
}

const queriesOf = ({ answers }: BatchedRecord): number[] => [...unpackUint32(answers.queries)];
const hitsOf = ({ answers }: BatchedRecord): number[] => [...unpackUint16(answers.hits ?? '')];
const verdictsOf = ({ findings }: BatchedRecord) => Object.fromEntries(findings.map((one) => [one.check, one.verdict]));

describe('a batched cell', () => {
  it('asks every query once a request, in order, and never one by one', async () => {
    const { engine, deeds } = scriptedEngine('a', { searchBatch: () => undefined });
    const records = await measure(engine, [1, 7], { warmup: 14 });
    for (const [size, requests] of [
      [1, 40],
      [7, 10],
    ] as const) {
      const record = batched(records, size);
      expect(recordSchema.parse(record)).toEqual(record);
      expect(record.batches).toEqual({ size, requests });
      expect(record.answers).toMatchObject({ requests: requests * size, short: 0, duplicates: 0 });
      expect(queriesOf(record)).toEqual(Array.from({ length: requests * size }, (_, query) => query % asked));
      expect(hitsOf(record)).toEqual(Array(requests * size).fill(5));
      expect(verdictsOf(record)).toMatchObject({ errors: 'pass', answers: 'pass', count: 'pass' });
    }
    expect(deeds.searches).toBe(0);
    // 14 queries of warm-up, in requests of the cell's own size.
    expect([...deeds.batches].sort()).toEqual([...Array<number>(54).fill(1), ...Array<number>(12).fill(7)]);
  });

  it('gives each client ten requests at least, and goes on with the next queries in the next repetition', async () => {
    const { engine } = scriptedEngine('a', { searchBatch: () => undefined });
    const records = await measure(engine, [20], { clients: [2], repetitions: 2 });
    const starts = records.map((record) => {
      const one = batched([record], 20);
      expect(one.batches.requests).toBe(20);
      return queriesOf(one)[0];
    });
    expect(new Set(starts)).toEqual(new Set([0, (20 * 20) % asked]));
  });

  it('counts failed requests as requests, and none of their queries as found', async () => {
    const fails = (call: number): void => {
      if (call % 4 === 0) throw new LabError({ code: 'busy', where: 'a', what: 'it was busy' });
    };
    const { engine } = scriptedEngine('a', { searchBatch: fails });
    const records = await measure(engine, [10]);
    const record = batched(records, 10);
    expect(record.batches.requests).toBe(10);
    expect(record.errors).toEqual({ busy: 2 });
    expect(record.answers).toMatchObject({ requests: 100, short: 0 });
    const failed = hitsOf(record).map((hits, query) => [Math.floor(query / 10), hits] as const);
    expect(failed.filter(([request]) => request % 4 === 3).every(([, hits]) => hits === 0)).toBe(true);
    expect(failed.filter(([request]) => request % 4 !== 3).every(([, hits]) => hits === 5)).toBe(true);
    const [summary] = summariseBatched(records);
    if (summary?.state !== 'measured') throw new Error('expected a measured setting');
    expect(summary).toMatchObject({ samples: 10, failed: 2, recall: { value: 0.8 } });
    const seconds = record.phases.measureMs / 1000;
    expect(summary.requestRate.value).toBeCloseTo(8 / seconds, 9);
    expect(summary.qps.value).toBeCloseTo(80 / seconds, 9);
  });

  it('takes answers to fewer queries than were asked for a failure, and not for answers', async () => {
    const { engine } = scriptedEngine('a', { searchBatch: () => undefined, answersOfBatch: 1 });
    const records = await measure(engine, [10]);
    expect(records).toMatchObject([{ state: 'ok', errors: { 'bad-answer': 10 }, batches: { requests: 10 } }]);
    expect(hitsOf(records[0] as BatchedRecord).every((hits) => hits === 0)).toBe(true);
  });

  it('fails a request with one answer that is none, and keeps nothing of its other queries', async () => {
    const { engine } = scriptedEngine('a', { searchBatch: () => undefined });
    let calls = 0;
    const broken = wrappedEngine(engine, {
      collection: (collection) => ({
        async searchBatch(queries, k) {
          const answers = (await collection.searchBatch?.(queries, k)) ?? [];
          const lost = [undefined, {}][(calls += 1) % 4] as (typeof answers)[number];
          return calls % 4 < 2 ? [...answers.slice(0, -1), lost] : answers;
        },
      }),
    });
    const { dir } = await runSweep(
      smallSweep({ workloads: [{ type: 'batched', sizes: [4] }], requests: 40 }),
      { output: temporaryFolder() },
      laboratory([broken], [dataset]),
    );
    const { records, damage } = await readRun(dir);
    expect(damage).toEqual([]);
    const record = batched(records, 4);
    expect(record.errors).toEqual({ 'bad-answer': 5 });
    expect(record.answers).toMatchObject({ requests: 40, short: 0, duplicates: 0 });
    // The 1st, 4th, 5th, 8th and 9th request.
    const failed = [0, 3, 4, 7, 8];
    expect(hitsOf(record)).toEqual(Array.from({ length: 40 }, (_, query) => (failed.includes(query >> 2) ? 0 : 5)));
  });

  it('counts short answers of the requests that were answered', async () => {
    let calls = 0;
    const { engine } = scriptedEngine('a', {
      search: () => {
        if ((calls += 1) === 3) throw new LabError({ code: 'busy', where: 'a', what: 'it was busy' });
      },
      answered: (ids) => (calls % 2 === 0 ? ids.slice(1) : ids),
    });
    const [record] = await measure(engine, [], { workloads: [{ type: 'search' }], requests: 20 });
    expect(record).toMatchObject({ state: 'ok', errors: { busy: 1 }, answers: { requests: 20, short: 10 } });
  });

  it('is skipped where the engine declares that no request can carry several queries, with its reason', async () => {
    const { engine, deeds } = scriptedEngine('a');
    expect(await measure(engine, [1, 10])).toMatchObject(
      Array(2).fill({
        state: 'skipped',
        why: 'no request carries several queries: its script has none',
        remedy: expect.stringContaining('npx vexlab engines') as string,
      }),
    );
    expect(deeds.opened).toEqual([]);
  });
});
