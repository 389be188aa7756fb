import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { LabError } from 'vexlab/dist/base/lab-error';
import type { Collection, CollectionSpec, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/milvus-lite';
import { newClient } from 'vexlab/dist/engines/milvus-lite/client';
import { connectLite } from 'vexlab/dist/engines/milvus-lite/connection';
import { attachFound } from 'vexlab/dist/engines/server/attach-server';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { contractSuite, recall } from './contract';
import { eventually, runs, scratch, smallDisk } from './processes';
import { nearest, sample } from './sample-vectors';

const recipe = engine.server as ServerRecipe;
const data = sample(2000, 24);
const query = data.queries[0] as Float32Array;
/** A test does not install. */
const installed = engine.installation?.installed(process.env) === true;

/** A server of the lab's own, also where another one answers on the default port. */
async function startServer(dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<Connection> {
  const context = { dataDir, env };
  const local = await recipe.local(context);
  if ('missing' in local) throw new Error(`${local.missing}; ${local.remedy}`);
  const attached = await attachFound('milvus-lite', recipe, context, { how: 'started', ...local });
  return connectLite(attached, context, engine.capabilities);
}

/** The same, which ends with the test. */
async function ownServer(dataDir = scratch(), env = process.env): Promise<Connection> {
  const connection = await startServer(dataDir, env);
  onTestFinished(() => connection.close());
  return connection;
}

/** The address of an own server, from its command line. */
function urlOf(connection: Connection): string {
  const command = execFileSync('ps', ['-o', 'args=', '-p', String(connection.pids()[0])], { encoding: 'utf8' });
  return `http://127.0.0.1:${/--port (\d+)/.exec(command)?.[1]}`;
}

function open(
  connection: Connection,
  build: object = {},
  search: object = {},
  spec: Partial<CollectionSpec> = {},
): Promise<Collection> {
  return connection.open({
    name: 'a name of 5 words',
    dim: data.dim,
    metric: 'l2',
    capacity: 10_000,
    build: engine.buildOptions.parse(build, 'milvus-lite'),
    search: engine.searchOptions.parse(search, 'milvus-lite'),
    ...spec,
  });
}

async function filled(...asked: Parameters<typeof open>): Promise<Collection> {
  const collection = await open(...asked);
  await collection.insert(data);
  await collection.ready();
  return collection;
}

const idsOf = async (collection: Collection, ...asked: Parameters<Collection['search']>): Promise<number[]> =>
  Array.from((await collection.search(...asked)).ids);

it.skipIf(installed)('runs Milvus Lite for real', async ({ skip }) => {
  const { why } = await engine.probe({ dataDir: scratch(), env: process.env });
  skip(`${why}; vexlab install milvus-lite`);
});

describe.runIf(installed)('Milvus Lite', { timeout: 180_000 }, () => {
  contractSuite(engine);

  /** For those that leave it as it is. */
  const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-milvus-lite-'));
  let connection: Connection;
  beforeAll(async () => {
    connection = await startServer(dataDir);
  }, 120_000);
  afterAll(async () => {
    await connection?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is found by MILVUS_URL, used and left as it was, where it is not the lab’s', async () => {
    const url = urlOf(connection);
    const env = { ...process.env, MILVUS_URL: url };
    expect(await engine.probe({ dataDir: scratch(), env })).toMatchObject({ state: 'ready', how: 'environment' });
    const foreign = await engine.connect({ dataDir: scratch(), env });
    expect(foreign).toMatchObject({ how: 'environment', serverVersion: '3.2.2' });
    expect(foreign).not.toHaveProperty('restart');
    expect(foreign).not.toHaveProperty('dataFolder');
    expect(foreign.pids()).toEqual([]);
    const left = await filled(foreign);
    expect(await idsOf(left, query, 5)).toHaveLength(5);
    await foreign.close();
    await expect(left.count()).rejects.toMatchObject({ code: 'closed' });
    expect(runs(connection.pids()[0] as number)).toBe(true);
    // What the foreign connection had made is gone.
    const client = newClient(url, 5000);
    onTestFinished(() => client.closeConnection().then(() => undefined));
    expect(await client.listCollections()).toMatchObject({ collection_names: [] });
  });

  it('builds what it is asked for, with the search parameters that its type knows', async () => {
    const graph = await filled(connection, { M: 4, efConstruction: 20 }, { ef: 10 });
    const common = { metric_type: 'L2', indexed_rows: 2000, state: 'Finished' };
    expect(await graph.readBack()).toEqual({ index_type: 'HNSW', M: 4, efConstruction: 20, ef: 10, ...common });
    const narrow = await recall(graph, data, 'l2');
    await graph.configure?.({ ef: 400, nprobe: 1 });
    expect(await recall(graph, data, 'l2')).toBeGreaterThan(narrow + 0.05);
    const parts = await filled(connection, { index_type: 'IVF_FLAT', nlist: 16 }, { nprobe: 1 });
    expect(await parts.readBack()).toEqual({ index_type: 'IVF_FLAT', nlist: 16, nprobe: 1, ...common });
    expect(await recall(parts, data, 'l2')).toBeLessThan(0.95);
    await parts.configure?.({ ef: 1, nprobe: 16 });
    expect(await recall(parts, data, 'l2')).toBe(1);
    const scan = await filled(connection, { index_type: 'FLAT' });
    expect(await scan.readBack()).toEqual({ index_type: 'FLAT', ...common });
    expect(await idsOf(scan, query, 20)).toEqual(nearest(data, 'l2', query, 20));
  });

  it('has an index for every file when it is ready, also for those that were merged in the background', async () => {
    const own = await ownServer(scratch(), { ...process.env, MILVUS_LITE_MEMTABLE_MEMORY_LIMIT_BYTES: '10000' });
    const collection = await open(own);
    const few = { ids: data.ids.slice(0, 300), vectors: data.vectors.slice(0, 300 * data.dim) };
    for (let i = 0; i < 9; i++) await collection.insert({ ...few, ids: few.ids.map((id) => id + i * 20_000) });
    await collection.ready();
    const files = (readdirSync(own.dataFolder as string, { recursive: true }) as string[]).map((file) =>
      basename(file),
    );
    const stems = (suffix: string): string[] =>
      files.filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length));
    const stored = stems('.parquet');
    expect(stored.length).toBeLessThan(9);
    expect(stems('.vector.hnsw.idx').sort()).toEqual(stored.sort());
    expect(await collection.count()).toBe(9 * few.ids.length);
  });

  it('cuts what is more than one request may carry', async () => {
    const dim = 4096;
    const n = 1030;
    const collection = await open(connection, { index_type: 'FLAT' }, {}, { dim });
    const vectors = new Float32Array(n * dim);
    for (let row = 0; row < n; row++) vectors[row * dim + row] = 1;
    await collection.insert({ ids: Uint32Array.from({ length: n }, (_, row) => row), vectors });
    await collection.ready();
    expect(await collection.count()).toBe(n);
    expect(await idsOf(collection, vectors.slice((n - 1) * dim), 1)).toEqual([n - 1]);
  });

  it('filters by text, number, truth and nothing, whatever characters they hold', async () => {
    const attributes = { 'a text': 'text', size: 'number', flag: 'boolean' } as const;
    const collection = await open(connection, { index_type: 'FLAT' }, {}, { attributes });
    const texts = ["it's", '', null, '"x" or 1==1', 'back\\slash\n\r\t', '\\" or true'];
    const rows = Array.from(data.ids, (_, row) => ({
      'a text': texts[row % 6] as string | null,
      size: row % 5 === 0 ? null : ([0, -1.5, 1e-7, 12345678901][row % 4] as number),
      flag: row % 3 === 0 ? null : row % 3 === 1,
    }));
    await collection.insert({ ...data, attributes: rows });
    await collection.ready();
    const order = nearest(data, 'l2', query, data.ids.length);
    const rowOf = new Map(Array.from(data.ids, (id, row) => [id, row]));
    for (const [attribute, values] of [
      ['a text', texts],
      ['size', [null, 0, -1.5, 1e-7, 12345678901]],
      ['flag', [null, true, false]],
    ] as const) {
      for (const equals of values) {
        const passing = order.filter((id) => rows[rowOf.get(id) as number]?.[attribute] === equals);
        expect(passing.length).toBeGreaterThan(10);
        expect(await idsOf(collection, query, 10, { attribute, equals })).toEqual(passing.slice(0, 10));
      }
    }
    const stranger = collection.search(query, 10, { attribute: 'x', equals: 1 });
    await expect(stranger).rejects.toMatchObject({
      code: 'bad-filter',
      what: /no attribute x, only a text, size/,
    });
    const strange = collection.insert({ ids: Uint32Array.of(1), vectors: query, attributes: [{ x: 1 }] });
    await expect(strange).rejects.toMatchObject({ code: 'bad-attribute' });
  });

  it('goes on after it was stopped or killed and started again', async () => {
    const own = await ownServer();
    const collection = await filled(own, {}, { ef: 400 });
    for (const hard of [false, true]) {
      const [pid] = own.pids() as [number];
      const before = await idsOf(collection, query, 10);
      await own.restart?.(hard);
      expect(own.pids()[0]).not.toBe(pid);
      expect(runs(pid)).toBe(false);
      expect(await idsOf(collection, query, 10)).toEqual(before);
      await collection.ready();
      expect(await collection.count()).toBe(data.ids.length);
    }
  });

  it('says that its server died in all calls after the news, and fails at once in those that wait', async () => {
    const folder = scratch();
    const doomed = await ownServer(folder);
    const collection = await filled(doomed);
    const [pid] = doomed.pids() as [number];
    const waiting = Array.from({ length: 200 }, (_, i) => collection.search(data.queries[i % 40] as Float32Array, 10));
    const outcomes = Promise.allSettled(waiting);
    process.kill(pid, 'SIGKILL');
    const failed = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    const codes = new Set(failed.map(({ reason }) => (reason as LabError).code));
    expect([...codes].filter((code) => !['unreachable', 'server-died'].includes(code))).toEqual([]);
    await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
    const later = collection.search(query, 1);
    await expect(later).rejects.toThrow(
      `its server (pid ${pid}) ended with code 137; see ${join(folder, 'milvus-lite.log')}`,
    );
  });

  it('ends its server when it is closed, and says so to whoever still asks', async () => {
    const own = await ownServer();
    const collection = await open(own);
    const [pid] = own.pids() as [number];
    await own.close();
    expect(await eventually(() => !runs(pid))).toBe(true);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
    await own.close();
  });

  it('says that the disk is full', async ({ skip }) => {
    const disk = smallDisk('8m');
    if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    const collection = await open(await ownServer(disk), {}, {}, { capacity: 100_000 });
    const fill = async (): Promise<void> => {
      for (let i = 0; i < 60; i++) await collection.insert({ ...data, ids: data.ids.map((id) => id + i * 20_000) });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
  });
});
