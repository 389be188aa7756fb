import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/hnswlib';
import { contractSuite } from './contract';
import { smallDisk } from './processes';
import { sample } from './sample-vectors';

contractSuite(engine);

describe('hnswlib', () => {
  const data = sample(2000, 8);
  const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-hnswlib-'));
  let connection: Connection;
  beforeAll(async () => {
    connection = await engine.connect({ dataDir, env: {} });
  });
  afterAll(async () => {
    await connection.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const open = (build: object, capacity = 4000, at = connection): Promise<Collection> =>
    at.open({
      name: 'own',
      dim: data.dim,
      metric: 'l2',
      capacity,
      build: engine.buildOptions.parse(build, 'hnswlib'),
      search: engine.searchOptions.parse({ ef: 20 }, 'hnswlib'),
    });
  const answers = (collection: Collection): Promise<number[][]> =>
    Promise.all(data.queries.map(async (query) => Array.from((await collection.search(query, 5)).ids)));

  it('builds the same index from the same seed, and shares the searches among copies of it', async () => {
    const [one, three, other] = await Promise.all([open({}), open({ workers: 3 }), open({ randomSeed: 1 })]);
    for (const collection of [one, three, other]) {
      await collection.insert(data);
      await collection.ready();
    }
    expect(await answers(three)).toEqual(await answers(one));
    expect(await three.readBack()).toEqual({ M: 16, efConstruction: 200, workers: 3, ef: 20 });
    for (const collection of [one, three]) await collection.configure?.({ ef: 1 });
    expect(await three.readBack()).toMatchObject({ ef: 1 });
    expect(await answers(three)).toEqual(await answers(one));

    // What changes after the copies were made is in the answers at once, and in the copies after the next ready.
    const query = data.queries[0] as Float32Array;
    await three.insert({ ids: Uint32Array.of(77), vectors: query });
    expect((await three.search(query, 1)).ids[0]).toBe(77);
    await three.ready();
    await three.remove?.(Uint32Array.of(77));
    await three.ready();
    const ids = await Promise.all([1, 2, 3].map(async () => (await three.search(query, 1)).ids[0]));
    expect(ids).not.toContain(77);
    await three.insert({ ids: Uint32Array.of(77), vectors: query });
    await three.ready();
    expect(await three.count()).toBe(data.ids.length + 1);
    expect((await three.search(query, 1)).ids[0]).toBe(77);
    await Promise.all([one, three, other].map((collection) => collection.drop()));
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('reads back what the index was made with, not what was asked', async () => {
    // hnswlib raises efConstruction to M.
    const collection = await open({ M: 40, efConstruction: 10 });
    expect(await collection.readBack()).toEqual({ M: 40, efConstruction: 40, workers: 1, ef: 20 });
    await collection.drop();
  });

  it('refuses more vectors than it has room for', async () => {
    const collection = await open({}, 100);
    await expect(collection.insert(data)).rejects.toMatchObject({ code: 'too-many-vectors' });
    await expect(collection.insert(data)).rejects.toThrow('more vectors than the 100 that there is room for');
    await collection.drop();
  });

  it('says that the disk is full when the index cannot be copied', async ({ skip }) => {
    const disk = smallDisk('2m');
    if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    const there = await engine.connect({ dataDir: disk, env: {} });
    const collection = await open({ workers: 2, M: 300, efConstruction: 10 }, 4000, there);
    await collection.insert(data);
    await expect(collection.ready()).rejects.toMatchObject({ code: 'no-space' });
    expect((await collection.search(data.queries[0] as Float32Array, 5)).ids).toHaveLength(5);
    await there.close();
  });
});
