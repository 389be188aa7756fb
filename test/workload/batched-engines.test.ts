import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordColumns } from 'vexlab/dist/analysis/record-columns';
import { summariseBatched } from 'vexlab/dist/analysis/summarise-batched';
import { unpackUint32 } from 'vexlab/dist/results/pack';
import { type BatchedRecord, isBatched, isMeasuredSearch } from 'vexlab/dist/results/record';
import { readRun, type StoredRun } from 'vexlab/dist/results/run-store';
import { run } from 'vexlab/dist/workload/run';
import { smallSweep } from './small-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-batched-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sizes = [1, 10];
const k = 10;
const sweep = smallSweep({
  datasets: ['sift-photos'],
  scales: [2000],
  engines: ['exact', 'usearch', 'chroma', 'hnswlib'],
  k: [k],
  ef: [200],
  m: 16,
  clients: [2],
  requests: 200,
  // A pause of the machine at a window's end leaves one of two clients in flight: of 0.8 of the window it breaks Little's law.
  minMs: 500,
  warmup: 20,
  workloads: [{ type: 'search' }, { type: 'batched', sizes }],
});

let stored: StoredRun;
beforeAll(async () => {
  const { dir } = await run(sweep, { output: folder, cache: join(folder, 'cache') });
  stored = await readRun(dir);
}, 120_000);

const batched = (): BatchedRecord[] =>
  stored.records.filter(isBatched).filter((record): record is BatchedRecord => record.state === 'ok');

describe('batched queries of real engines', () => {
  it('are answered as the same queries one by one', () => {
    expect(stored.damaged).toBe(0);
    expect(
      batched()
        .map(({ engine, batches }) => [engine.name, batches.size])
        .sort(),
    ).toEqual(['chroma', 'exact', 'usearch'].flatMap((name) => sizes.map((size) => [name, size])).sort());
    for (const { engine, answers, batches, errors, findings } of batched()) {
      const alone = stored.records
        .filter(isMeasuredSearch)
        .find((record) => record.engine.name === engine.name)?.answers;
      const name = `${engine.name}, ${batches.size} a request`;
      expect(errors, name).toEqual({});
      expect(answers.requests, name).toBe(batches.size * batches.requests);
      // Which of the two asked more in its time is a matter of speed; both asked the 200.
      const both = Math.min(answers.requests, alone?.requests ?? 0);
      expect(both, name).toBeGreaterThanOrEqual(200);
      const first = (packed: string | undefined, count: number) => unpackUint32(packed ?? '').subarray(0, count);
      expect(first(answers.queries, both), name).toEqual(first(alone?.queries, both));
      expect(first(answers.rows, both * k), name).toEqual(first(alone?.rows, both * k));
      expect(
        findings.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check),
        name,
      ).toEqual([]);
    }
  });

  it('are asked from threads of their own where the engine is a server', () => {
    const threads = new Map(batched().map(({ engine, load }) => [engine.name, load?.threads ?? -1]));
    expect([threads.get('exact'), threads.get('usearch')]).toEqual([0, 0]);
    expect(threads.get('chroma')).toBeGreaterThan(0);
  });

  it('are skipped where the engine has no call for them', () => {
    expect(summariseBatched(stored.records).filter(({ state }) => state === 'missing')).toMatchObject(
      [{ engine: { name: 'hnswlib' }, reason: 'skipped', cells: 2, why: /one query at a time/ }].map(
        ({ why, ...rest }) => ({ ...rest, why: expect.stringMatching(why) as string }),
      ),
    );
  });

  it('have their queries, requests and both rates in the flat table', () => {
    const columns = recordColumns([stored]);
    const values = (name: string) => columns.find((column) => column.name === name)?.values ?? [];
    const row = values('engine').findIndex(
      (engine, i) => engine === 'exact' && values('queries_a_request')[i] === 10 && values('state')[i] === 'ok',
    );
    const requests = Number(values('requests')[row]);
    expect(requests).toBeGreaterThanOrEqual(20);
    expect([values('queries')[row], values('failed')[row]]).toEqual([10 * requests, 0]);
    expect(values('qps')[row]).toBeCloseTo(10 * Number(values('requests_per_second')[row]), 6);
  });
});
