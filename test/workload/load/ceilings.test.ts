import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recordSchema } from 'vexlab/dist/results/record-schema';
import { readRun } from 'vexlab/dist/results/run-store';
import { createCeilings, ratesAgainst } from 'vexlab/dist/workload/load/ceilings';
import { clientCeiling } from 'vexlab/dist/workload/load/client-ceiling';
import { nullAnswer, searchBody } from 'vexlab/dist/workload/load/null-search';
import { startNullServer } from 'vexlab/dist/workload/load/null-server';
import { run } from 'vexlab/dist/workload/run';
import { smallSweep } from '../small-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-ceilings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two queries, each with so many components of 0.5: `0.5,` is what one takes in JSON. */
const halves = (dim: number): Float32Array => new Float32Array(new SharedArrayBuffer(2 * dim * 4)).fill(0.5);
const bodyBytes = (dim: number, k: number): number => searchBody(new Float32Array(dim).fill(0.5), k).length;

describe('the null server', () => {
  it('answers any request with what it was given, over one connection time and again, and counts what came', async () => {
    const server = await startNullServer(JSON.stringify(nullAnswer(3)));
    try {
      const asks = [undefined, { method: 'POST', body: '{}' }, { method: 'POST', body: 'x'.repeat(300_000) }];
      for (const ask of asks) {
        const response = await fetch(`${server.url}/any?x=1`, ask);
        expect([response.status, await response.json()]).toEqual([200, { ids: [100_000, 100_001, 100_002] }]);
      }
      expect(await server.received()).toEqual({ requests: 3, posts: 2, bodyBytes: 300_002 });
      expect(await server.received()).toEqual({ requests: 0, posts: 0, bodyBytes: 0 });
    } finally {
      await server.close();
    }
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});

describe('the client’s ceiling', () => {
  it('is asked for by POST, with the query as JSON, over as many connections as there are clients', async () => {
    const seen = { methods: new Set<unknown>(), bodies: new Set<string>(), sockets: new Set<unknown>() };
    const server = createServer((request, response) => {
      seen.methods.add(request.method);
      seen.sockets.add(request.socket);
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.bodies.add(body);
        response.writeHead(200, { 'content-length': 10 }).end('{"ids":[]}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const rates = await ratesAgainst(url, { clients: 3, threads: 2, queries: halves(64), dim: 64, k: 7 });
      expect(rates).toHaveLength(5);
      expect([...seen.methods]).toEqual(['POST']);
      expect([...seen.bodies]).toEqual([searchBody(new Float32Array(64).fill(0.5), 7)]);
      expect(seen.sockets.size).toBe(3);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }, 30_000);

  it('is measured anew each time, with the bodies that are asked for; the median of its windows counts', async () => {
    const ceilings = createCeilings();
    try {
      const ask = { clients: 4, threads: 2, inProcess: false, k: 10 };
      const small = await ceilings.measure({ ...ask, queries: halves(8), dim: 8 });
      const again = await ceilings.measure({ ...ask, queries: halves(8), dim: 8 });
      const large = await ceilings.measure({ ...ask, queries: halves(1536), dim: 1536, k: 100 });
      expect(again.ceilingOf.rates).not.toEqual(small.ceilingOf.rates);
      const against = { against: 'null-server', clients: 4 };
      expect(small.ceilingOf).toMatchObject({ ...against, requestBytes: bodyBytes(8, 10), answerBytes: 79 });
      expect(large.ceilingOf).toMatchObject({ ...against, requestBytes: bodyBytes(1536, 100), answerBytes: 709 });
      for (const { ceiling, ceilingOf } of [small, again, large]) {
        expect(ceiling).toBe([...ceilingOf.rates].sort((a, b) => a - b)[2]);
      }
    } finally {
      await ceilings.close();
    }
  }, 30_000);

  it('of clients in the main thread is asked over HTTP where the engine is elsewhere, and is that of the loop where it is not', async () => {
    const ceilings = createCeilings();
    try {
      const ask = { clients: 2, threads: 0, queries: halves(8), dim: 8, k: 5 };
      const apart = await ceilings.measure({ ...ask, inProcess: false });
      expect(apart.ceilingOf).toMatchObject({ against: 'null-server', requestBytes: bodyBytes(8, 5) });
      const inside = await ceilings.measure({ ...ask, inProcess: true });
      expect(Object.keys(inside.ceilingOf)).toEqual(['against', 'clients', 'rates']);
      expect(inside.ceilingOf).toMatchObject({ against: 'no-request', clients: 2 });
      expect(Math.min(...inside.ceilingOf.rates)).toBeGreaterThan(0);
    } finally {
      await ceilings.close();
    }
  }, 30_000);

  it('passes a rate up to its half, warns up to 0.8 of it, and fails one beyond', () => {
    const against = 'null-server';
    const verdicts = [500, 501, 800, 801, 1200].map((rate) => clientCeiling({ rate, ceiling: 1000, against }).verdict);
    expect(verdicts).toEqual(['pass', 'warn', 'warn', 'fail', 'fail']);
    expect(clientCeiling({ rate: 900, ceiling: 1000, against })).toMatchObject({
      numbers: { rate: 900, ceiling: 1000, share: 0.9 },
      advice: expect.stringMatching(/900\/s of the 1000\/s .*may be what was measured/) as string,
    });
    // The engine's own client is not in the ceiling: a low share must not clear it.
    expect(clientCeiling({ rate: 30, ceiling: 1000, against }).advice).toMatch(
      /^30\/s of the 1000\/s that bare HTTP requests of as many clients reached .* the engine’s own client .* client-load tells/,
    );
    expect(clientCeiling({ rate: 1, ceiling: 1000, against: 'no-request' }).advice).toBe(
      '1/s of the 1000/s that the same loop reached just before against a search that answers at once, as the engine is in this process: it is not the loop that held it back',
    );
  });

  it('stands in the record of each cell as its own, with its verdict, and why it does not in that of batches', async () => {
    const sweep = smallSweep({
      datasets: ['sift-photos'],
      scales: [1000],
      engines: ['qdrant-edge', 'exact'],
      clients: [1, 3],
      requests: 30,
      workloads: [
        { type: 'search' },
        { type: 'open', arrivals: 'constant', rates: [50], seconds: 1 },
        { type: 'batched', sizes: [2] },
        { type: 'mixed', inserts: 0, deletes: 0 },
      ],
    });
    const { dir } = await run(sweep, { output: folder, cache: join(folder, 'cache') });
    const { records } = await readRun(dir);
    expect(records).toHaveLength(14);
    const all: number[][] = [];
    for (const record of records) {
      if (record.state !== 'ok' || record.measured === 'ingest') throw new Error(JSON.stringify(record));
      expect(recordSchema.safeParse(record).error).toBeUndefined();
      const found = record.findings.filter(({ check }) => check === 'client-ceiling');
      const { ceiling, ceilingOf, noCeiling } = record.load ?? {};
      if (record.measured === 'batched') {
        expect([ceiling, ceilingOf, found]).toEqual([undefined, undefined, []]);
        expect(noCeiling).toContain('several queries');
        continue;
      }
      const { workload } = record.cell;
      expect(found.map(({ numbers }) => numbers.ceiling)).toEqual([ceiling]);
      expect(ceilingOf?.against).toBe(record.engine.name === 'exact' ? 'no-request' : 'null-server');
      expect(ceilingOf?.clients).toBe('clients' in workload ? workload.clients : 128);
      // 128 components, bytes of a picture: two to four characters each.
      if (record.engine.name !== 'exact') expect(ceilingOf?.requestBytes).toBeGreaterThan(2 * 128);
      all.push(ceilingOf?.rates ?? []);
    }
    expect(all).toHaveLength(10);
    expect(new Set(all.map((rates) => JSON.stringify(rates))).size).toBe(10);
    const recalls = records.map((record) => (record.state === 'ok' && 'answers' in record ? record.answers.hits : ''));
    expect(recalls.every(Boolean)).toBe(true);
  }, 120_000);
});
