import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/qdrant-edge';
import { monotonicClock } from 'vexlab/dist/measure/clock';
import { type ClientThreads, startClientThreads, threadsFor } from 'vexlab/dist/workload/load/client-threads';
import { type LoadClients, mainThreadClients } from 'vexlab/dist/workload/load/load-clients';
import { smallDataset } from '../small-dataset';

const k = 5;
const dataset = smallDataset(1000, 40, 8);
const components = dataset.queries.data as Float32Array;
const queries = Array.from({ length: 40 }, (_, query) => components.subarray(query * 8, (query + 1) * 8));
const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-threads-'));
const spec = {
  name: 'threads',
  dim: 8,
  metric: 'l2' as const,
  capacity: 1000,
  build: engine.buildOptions.parse({}, engine.name),
  search: engine.searchOptions.parse({}, engine.name),
};

describe('clients in threads of their own, on a real server', () => {
  let connection: Connection;
  let collection: Collection;
  let clients: LoadClients | undefined;
  const start = async (part: Partial<ClientThreads> = {}): Promise<LoadClients> => {
    const env = { ...process.env, ...connection.address };
    const place = { engine: engine.name, env, dataDir, spec, handle: collection.handle?.(), filter: undefined };
    const all = { where: engine.name, place, queries: components, dim: 8, threads: 3, clients: 5, ...part };
    return (clients = await startClientThreads(all));
  };

  beforeAll(async () => {
    connection = await engine.connect({ dataDir, env: process.env });
    collection = await connection.open(spec);
    await collection.insert({ ids: dataset.ids, vectors: dataset.base.data as Float32Array });
    await collection.ready();
  }, 60_000);
  afterEach(async () => {
    await clients?.end();
    clients = undefined;
  });
  afterAll(async () => {
    await connection?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('get the answers that clients in the main thread get, request by request', async () => {
    const main = mainThreadClients({
      queries,
      clock: monotonicClock,
      search: (query, n) => collection.search(query, n),
    });
    const ask = { clients: 5, requests: 300, minMs: 0, k, first: 7 };
    const threads = await start();
    const warmed = await threads.warm({ ...ask, requests: 10 });
    expect(warmed.errors).toBe(0);
    expect(warmed.meanMs).toBeGreaterThan(0);
    const [there, here] = [await threads.closed(ask), await main.closed(ask)];
    expect(there.seen.numbers).toEqual(Uint32Array.from({ length: 300 }, (_, number) => number));
    expect(there.seen.queries).toEqual(here.seen.queries);
    expect(there.seen.ids).toEqual(here.seen.ids);
    expect([there.seen.errors, there.seen.long, there.seen.notIds]).toEqual([{}, 0, 0]);
    expect(there.seen.latencies.every((ns) => ns > 0)).toBe(true);
    expect(there.use).toMatchObject({ p99: expect.any(Number) as number, utilisation: expect.any(Number) as number });
    expect(here.use).toBeUndefined();
  }, 60_000);

  it('ask an open loop’s requests each once, whichever thread they fall to', async () => {
    const threads = await start();
    const due = Float64Array.from({ length: 101 }, (_, request) => request * 2e6);
    const { seen } = await threads.open({ due, k, first: 0, mostInFlight: 100, graceMs: 5000 });
    expect(seen.queries).toEqual(Uint32Array.from({ length: 101 }, (_, request) => request % 40));
    const answers = await Promise.all(queries.map((query) => collection.search(query, k)));
    const own = Array.from(seen.queries, (query) => Array.from(answers[query]?.ids ?? []));
    expect(Array.from(seen.ids)).toEqual(own.flat());
  }, 60_000);

  it('end with one error where their collection is not there, and where they are stopped', async () => {
    const threads = await start();
    const ask = { clients: 5, requests: 1e6, minMs: 0, k, first: 0 };
    await threads.end();
    await expect(threads.closed(ask)).rejects.toMatchObject({ code: 'closed' });
    const ending = new AbortController();
    const stopped = (await start({ signal: ending.signal })).closed(ask);
    ending.abort(new RangeError('time is up'));
    await expect(stopped).rejects.toThrow('time is up');
    const env = { ...process.env, ...connection.address };
    const place = { engine: engine.name, env, dataDir, spec, handle: 999_999, filter: undefined };
    await expect((await start({ place })).closed(ask)).rejects.toMatchObject({
      code: 'engine-gone',
      what: expect.stringMatching(/^\d+ requests failed and none was answered for 5 s/) as string,
    });
    const nowhere = { ...place, env: { ...env, VEXLAB_QDRANT_EDGE_PORT: '1' } };
    await expect(start({ place: nowhere })).rejects.toMatchObject({ code: 'unreachable' });
    // What others made they leave there.
    expect(await collection.count()).toBe(1000);
  }, 60_000);
});

describe('the number of threads', () => {
  it('is that of the clients, and leaves a core to the engine', () => {
    const counts = [[1, 8], [4, 8], [64, 8], [4, 2], [4, 1]] as const; // prettier-ignore
    expect(counts.map(([clients, cores]) => threadsFor(clients, cores))).toEqual([1, 4, 7, 1, 1]);
  });
});
