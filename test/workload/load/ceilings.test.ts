import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRun } from 'vexlab/dist/results/run-store';
import { createCeilings } from 'vexlab/dist/workload/load/ceilings';
import { clientCeiling } from 'vexlab/dist/workload/load/client-ceiling';
import { startNullServer } from 'vexlab/dist/workload/load/null-server';
import { run } from 'vexlab/dist/workload/run';
import { smallSweep } from '../small-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-ceilings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the null server', () => {
  it('answers any path at once with a body of JSON, over one connection time and again', async () => {
    const server = await startNullServer();
    try {
      for (const path of ['/', '/any/other?x=1']) {
        const response = await fetch(server.url + path);
        expect([response.status, await response.json()]).toEqual([200, { ids: [] }]);
      }
    } finally {
      await server.close();
    }
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});

describe('the client’s ceiling', () => {
  it('is measured once for so many clients in so many threads', async () => {
    const ceilings = createCeilings();
    try {
      const first = await ceilings.of(4, 2);
      expect(first).toBeGreaterThan(0);
      expect(await ceilings.of(4, 2)).toBe(first);
    } finally {
      await ceilings.close();
    }
  }, 30_000);

  it('passes a rate up to its half, warns up to 0.8 of it, and fails one beyond', () => {
    const verdicts = [500, 501, 800, 801, 1200].map((rate) => clientCeiling({ rate, ceiling: 1000 }).verdict);
    expect(verdicts).toEqual(['pass', 'warn', 'warn', 'fail', 'fail']);
    expect(clientCeiling({ rate: 900, ceiling: 1000 })).toMatchObject({
      numbers: { rate: 900, ceiling: 1000, share: 0.9 },
      advice: expect.stringMatching(/900\/s of the 1000\/s .*may be what was measured/) as string,
    });
  });

  it('stands in the record of each cell of a server, with its verdict, and in none of an engine in this process', async () => {
    const sweep = smallSweep({
      datasets: ['sift-photos'],
      scales: [1000],
      engines: ['qdrant-edge', 'exact'],
      clients: [1, 3],
      requests: 30,
      workloads: [{ type: 'search' }, { type: 'open', arrivals: 'constant', rates: [50], seconds: 1 }],
    });
    const { dir } = await run(sweep, { output: folder, cache: join(folder, 'cache') });
    const { records } = await readRun(dir);
    expect(records).toHaveLength(6);
    for (const record of records) {
      if (record.state !== 'ok' || record.measured === 'ingest') throw new Error(JSON.stringify(record));
      const found = record.findings.filter(({ check }) => check === 'client-ceiling');
      if (record.engine.name === 'exact') {
        expect([record.load?.threads, record.load?.ceiling, found]).toEqual([0, undefined, []]);
        continue;
      }
      expect(record.load?.threads).toBeGreaterThanOrEqual(1);
      const { ceiling } = record.load ?? {};
      expect(ceiling).toBeGreaterThan(0);
      expect(found.map(({ numbers }) => numbers.ceiling)).toEqual([ceiling]);
    }
    const recalls = records.map((record) => (record.state === 'ok' && 'answers' in record ? record.answers.hits : ''));
    expect(recalls.every(Boolean)).toBe(true);
  }, 120_000);
});
