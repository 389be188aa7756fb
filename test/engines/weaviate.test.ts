import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabError } from 'vexlab/dist/base/lab-error';
import { engine } from 'vexlab/dist/engines/weaviate';
import { addressOf } from 'vexlab/dist/engines/weaviate/address';
import { serverOf } from 'vexlab/dist/engines/weaviate/connection';
import { openWire } from 'vexlab/dist/engines/weaviate/wire';
import { ownSecret } from 'vexlab/dist/engines/server/own-secret';
import type { Connection } from 'vexlab/dist/engines/engine';
import { contractSuite, recall } from './contract';
import { eventually, runs, scratch, smallDisk } from './processes';
import { absence, data, filled, installed, open, ownServer, recipe, startServer } from './weaviate-server';

describe.runIf(installed)('weaviate', () => {
  contractSuite(engine);

  /** For those that leave it as it is. */
  const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-weaviate-'));
  let connection: Connection;
  let url: string;
  beforeAll(async () => {
    ({ connection, url } = await startServer({ dataDir }));
  });
  afterAll(async () => {
    await connection?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('sets its own ef, and reports what is in force', async () => {
    const build = { maxConnections: 6, efConstruction: 30, flatSearchCutoff: 77, filterStrategy: 'sweeping' };
    const collection = await filled(connection, { build });
    const told = { ...build, vectorCacheMaxObjects: 1e12, distance: 'l2-squared', quantizer: 'none' };
    expect(await collection.readBack()).toMatchObject({ ...told, ef: -1, dynamicEfMin: 100 });
    await collection.configure?.({ ef: 10 });
    expect(await collection.readBack()).toMatchObject({ ...told, ef: 10 });
    expect(() => engine.searchOptions.parse({ ef: 0 }, 'weaviate')).toThrow('option ef = 0: neither -1 nor 1 or more');
  });

  it('has every vector in the index when its batch is acknowledged, and finds each by itself', async () => {
    const collection = await open(connection);
    await collection.insert(data);
    for (let row = 0; row < data.ids.length; row += 37) {
      const vector = data.vectors.slice(row * data.dim, (row + 1) * data.dim);
      expect((await collection.search(vector, 1)).ids).toEqual([data.ids[row]]);
    }
  });

  it('keeps ids as they are, the least and the greatest too', async () => {
    const collection = await open(connection);
    const ids = Uint32Array.of(0, 1, 2 ** 31, 4_294_967_295);
    await collection.insert({ ids, vectors: data.vectors.slice(0, 4 * data.dim) });
    const { ids: found } = await collection.search(data.vectors.slice(0, data.dim), 4);
    expect(Array.from(found).sort((a, b) => a - b)).toEqual(Array.from(ids));
    await collection.remove?.(Uint32Array.of(0, 4_294_967_295, 77));
    await collection.ready();
    expect(await collection.count()).toBe(2);
  });

  it('tells every error of a batch, and counts what it took', async () => {
    const collection = await open(connection, { unchecked: true });
    await collection.insert({ ids: Uint32Array.of(1), vectors: data.vectors.slice(0, data.dim) });
    const short = data.vectors.slice(0, 2 * (data.dim - 1));
    const refused = collection.insert({ ids: Uint32Array.of(8, 9), vectors: short });
    await expect(refused).rejects.toMatchObject({ code: 'wrong-dimension', cause: { errors: { length: 2 } } });
    await expect(refused).rejects.toThrow(/^weaviate: it refused 2 of 2 vectors: id 8: .* id 9: /);
    expect(await collection.count()).toBe(1);
  });

  it('refuses an attribute that it was not told of, and a filter by it or by null', async () => {
    const collection = await open(connection, { attributes: { colour: 'text' } });
    const batch = { ids: Uint32Array.of(1), vectors: data.vectors.slice(0, data.dim), attributes: [{ size: 3 }] };
    await expect(collection.insert(batch)).rejects.toMatchObject({ code: 'bad-attribute' });
    const query = data.queries[0] as Float32Array;
    const bySize = collection.search(query, 1, { attribute: 'size', equals: 3 });
    await expect(bySize).rejects.toMatchObject({ code: 'bad-filter' });
    await expect(bySize).rejects.toThrow('no attribute size, only colour');
    const byNull = collection.search(query, 1, { attribute: 'colour', equals: null });
    await expect(byNull).rejects.toMatchObject({ code: 'bad-filter' });
  });

  it('lets nobody in without the secret, for two of its ports are open to other machines', async () => {
    for (const path of ['/v1/meta', '/v1/schema', '/v1/objects'])
      expect((await fetch(new URL(path, url))).status).toBe(401);
    expect(await recipe.answers(url, process.env, 5000, 'up')).toBe(true);
    const stranger = { VEXLAB_CACHE: scratch() };
    expect(await recipe.answers(url, stranger, 5000, 'up')).toBe(false);
    expect(await recipe.answers(url, { ...stranger, WEAVIATE_API_KEY: 'guessed' }, 5000, 'environment')).toBe(false);
    const wire = openWire(addressOf(url, {}).grpc, 2 ** 20, 5, undefined);
    await expect(wire.insert('Nothing', [])).rejects.toThrow(/UNAUTHENTICATED|unauthorized|anonymous access/i);
    wire.close();
  });

  it("is left as it was where it is not the lab's", async () => {
    const context = {
      dataDir: scratch(),
      env: { ...process.env, WEAVIATE_URL: url, WEAVIATE_API_KEY: ownSecret(process.env) },
    };
    expect(await engine.probe(context)).toMatchObject({ state: 'ready', how: 'environment' });
    const foreign = await engine.connect(context);
    expect(foreign).toMatchObject({ how: 'environment', serverVersion: '1.35.2', clientVersion: '3.12.1' });
    expect(foreign.pids()).toEqual([]);
    expect(Object.keys(foreign).filter((key) => ['restart', 'dataFolder'].includes(key))).toEqual([]);
    const collection = await filled(foreign, { name: 'of a guest' });
    await foreign.ping?.();
    const classes = async (): Promise<string[]> => {
      const all = await serverOf(connection)?.call(({ client }) => client.collections.listAll());
      return (all ?? []).map(({ name }) => name).filter((name) => /of_a_guest|ping/.test(name));
    };
    expect(await classes()).toHaveLength(2);
    await foreign.close();
    expect(await classes()).toEqual([]);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
  });
});

describe.runIf(installed)('a server of weaviate', () => {
  it('fails at once where it died, tries nothing again, and starts again from there', async () => {
    const dataDir = scratch();
    const warned = vi.spyOn(console, 'warn');
    const { connection } = await ownServer({ dataDir });
    const collection = await filled(connection, { search: { ef: 400 } });
    const [pid] = connection.pids() as [number];
    const waiting = Array.from({ length: 200 }, (_, i) => collection.search(data.queries[i % 40] as Float32Array, 10));
    const outcomes = Promise.allSettled(waiting);
    process.kill(pid, 'SIGKILL');
    const failed = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    const codes = new Set(failed.map(({ reason }) => (reason as LabError).code));
    expect([...codes].filter((code) => !['unreachable', 'server-died'].includes(code))).toEqual([]);
    await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
    const later = collection.search(data.queries[0] as Float32Array, 1);
    await expect(later).rejects.toThrow(`its server (pid ${pid}) ended with code 137; see ${dataDir}/weaviate.log`);
    await expect(collection.insert(data)).rejects.toMatchObject({ code: 'server-died' });
    await expect(collection.configure?.({ ef: 7 })).rejects.toMatchObject({ code: 'server-died' });
    // The client says on the terminal that it tries again.
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();

    await connection.restart?.(true);
    expect(connection.pids()).not.toEqual([pid]);
    expect(await collection.count()).toBe(data.ids.length);
    expect(await collection.readBack()).toMatchObject({ ef: 400 });
    expect(await recall(collection, data, 'l2')).toBeGreaterThan(0.5);
  });

  it('ends when its connection is closed, and says so to whoever still asks', async () => {
    const { connection } = await ownServer();
    const collection = await open(connection);
    const [pid] = connection.pids() as [number];
    await connection.close();
    expect(await eventually(() => !runs(pid))).toBe(true);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
    await connection.close();
  });

  it('says that the disk is full', async ({ skip }) => {
    const disk = smallDisk('8m');
    if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    const fill = async (): Promise<void> => {
      const { connection } = await ownServer({ dataDir: disk });
      const collection = await open(connection, { build: { maxConnections: 4, efConstruction: 4 } });
      for (let i = 0; i < 100; i++) await collection.insert({ ...data, ids: data.ids.map((id) => id + i * 10_000) });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
  });
});

if (!installed) it('runs weaviate for real', async ({ skip }) => skip(await absence()));
