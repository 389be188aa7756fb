import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/usearch';
import { scalarKindOf } from 'vexlab/dist/engines/usearch/file';
import { contractSuite, recall } from './contract';
import { isReady } from './is-ready';
import { scratch, smallDisk } from './processes';
import { sample } from './sample-vectors';

const ready = isReady('usearch');

it.skipIf(ready)('runs USearch for real', async ({ skip }) => {
  const found = await engine.probe({ dataDir: scratch(), env: {} });
  skip(found.why);
});

describe.runIf(ready)('usearch', () => {
  contractSuite(engine);

  const data = sample(2000, 24);
  const blunt = { connectivity: 4, expansion_add: 20 };

  async function connected(dataDir = scratch()): Promise<Connection> {
    const connection = await engine.connect({ dataDir, env: {} });
    onTestFinished(() => connection.close());
    return connection;
  }
  const open = (connection: Connection, build: object, expansion_search = 1): Promise<Collection> =>
    connection.open({
      name: 'own',
      dim: data.dim,
      metric: 'l2',
      capacity: 4000,
      build: engine.buildOptions.parse(build, 'usearch'),
      search: engine.searchOptions.parse({ expansion_search }, 'usearch'),
    });
  const filled = async (connection: Connection, build: object, expansion_search = 1): Promise<Collection> => {
    const collection = await open(connection, build, expansion_search);
    await collection.insert(data);
    await collection.ready();
    return collection;
  };
  const answers = (collection: Collection): Promise<number[][]> =>
    Promise.all(data.queries.map(async (query) => Array.from((await collection.search(query, 5)).ids)));

  it('searches the same index with the new effort after configure, and with the old one as before', async () => {
    const dataDir = scratch();
    const connection = await connected(dataDir);
    const [collection, sharp] = [await filled(connection, blunt), await filled(connection, blunt, 400)];
    const before = await answers(collection);
    // What is asked while the index changes hands is answered too.
    const meanwhile = answers(collection);
    await collection.configure?.({ expansion_search: 400 });
    expect(await meanwhile).toEqual(before);
    expect(await answers(collection)).toEqual(await answers(sharp));
    expect(await recall(collection, data, 'l2')).toBeGreaterThan(0.98);
    await collection.configure?.({ expansion_search: 1 });
    expect(await answers(collection)).toEqual(before);
    expect(await recall(collection, data, 'l2')).toBeLessThan(0.95);
    await Promise.all([collection.drop(), sharp.drop()]);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('keeps what was inserted and removed on either side of a configure', async () => {
    const collection = await filled(await connected(), { workers: 2 });
    const query = data.queries[0] as Float32Array;
    await collection.remove?.(data.ids.subarray(0, 100));
    await collection.configure?.({ expansion_search: 200 });
    expect(await collection.count()).toBe(data.ids.length - 100);
    await collection.insert({ ids: Uint32Array.of(77), vectors: query });
    expect((await collection.search(query, 1)).ids[0]).toBe(77);
    await collection.ready();
    await collection.configure?.({ expansion_search: 300 });
    const [first, second] = await Promise.all([collection.search(query, 5), collection.search(query, 5)]);
    expect([first.ids[0], second.ids[0]]).toEqual([77, 77]);
    await expect(collection.insert({ ids: Uint32Array.of(77), vectors: query })).rejects.toMatchObject({
      code: 'duplicate-id',
    });
  });

  it('shares the searches among copies, which answer alike', async () => {
    const connection = await connected();
    const [one, three] = [await filled(connection, blunt), await filled(connection, { ...blunt, workers: 3 })];
    expect(await answers(three)).toEqual(await answers(one));
    expect(await three.readBack()).toEqual({
      ...blunt,
      quantization: 'f32',
      add_threads: 1,
      workers: 3,
      expansion_search: 1,
    });
  });

  it('stores what it is told to, and loses recall by it', async () => {
    const connection = await connected();
    const recalls: number[] = [];
    for (const quantization of ['f32', 'bf16', 'i8']) {
      const collection = await filled(connection, { quantization }, 400);
      expect(await collection.readBack()).toMatchObject({ quantization });
      recalls.push(await recall(collection, data, 'l2'));
    }
    const [f32, bf16, i8] = recalls as [number, number, number];
    expect(f32).toBeGreaterThan(0.99);
    expect(bf16).toBeGreaterThan(0.95);
    expect(i8).toBeLessThan(bf16);
  });

  // No two such indexes are alike: of 100 the worst found 0.9925.
  it('inserts with as many threads as it is told to, and loses none of the vectors', async () => {
    const collection = await filled(await connected(), { add_threads: 2 }, 400);
    expect(await collection.readBack()).toMatchObject({ add_threads: 2 });
    expect(await collection.count()).toBe(data.ids.length);
    expect(await recall(collection, data, 'l2')).toBeGreaterThan(0.95);
  });

  it('says that the disk is full when the index cannot be saved, and goes on with the old effort', async ({ skip }) => {
    const disk = smallDisk('2m');
    if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    const collection = await filled(await connected(disk), { connectivity: 300 });
    await expect(collection.configure?.({ expansion_search: 9 })).rejects.toMatchObject({ code: 'no-space' });
    expect((await collection.readBack()).expansion_search).toBe(1);
    expect((await collection.search(data.queries[0] as Float32Array, 5)).ids).toHaveLength(5);
  });
});

it('does not take another file for an index', () => {
  const file = join(scratch(), 'index');
  writeFileSync(file, Buffer.alloc(100));
  expect(() => scalarKindOf(file)).toThrow(`${file}: no index file of usearch`);
});
