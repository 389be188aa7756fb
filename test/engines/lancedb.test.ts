import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recallChecks } from 'vexlab/dist/contract/checks/recall';
import { runCheck } from 'vexlab/dist/contract/run-check';
import { contractSample } from 'vexlab/dist/contract/sample';
import type { ContractCheck } from 'vexlab/dist/engines/contract-check';
import type { Collection, CollectionSpec, Connection, Engine } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/lancedb';
import { contractSuite, recall } from './contract';
import { isReady } from './is-ready';
import { scratch, smallDisk } from './processes';
import { nearest, sample } from './sample-vectors';

const ready = isReady('lancedb');

it.skipIf(ready)('runs LanceDB for real', async ({ skip }) => {
  const found = await engine.probe({ dataDir: scratch(), env: {} });
  skip(found.why);
});

const data = sample(2000, 24);
const query = data.queries[0] as Float32Array;

async function connected(dataDir = scratch()): Promise<Connection> {
  const connection = await engine.connect({ dataDir, env: {} });
  onTestFinished(() => connection.close());
  return connection;
}

function open(
  connection: Connection,
  build: object = {},
  search: object = {},
  spec: Partial<CollectionSpec> = {},
): Promise<Collection> {
  return connection.open({
    name: 'own',
    dim: data.dim,
    metric: 'l2',
    capacity: 4000,
    build: engine.buildOptions.parse(build, 'lancedb'),
    search: engine.searchOptions.parse(search, 'lancedb'),
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

describe.runIf(ready)('lancedb', () => {
  contractSuite(engine);

  it('is told apart from an engine that computes something else: its index keeps less than full precision', async () => {
    const connection = await connected();
    const [check] = recallChecks;
    const context = { dataDir: scratch(), env: {} };
    const adviceFor = async (asked: Engine): Promise<string | undefined> =>
      (await runCheck(check as ContractCheck, asked, connection, context, contractSample())).advice;
    expect(await adviceFor(engine)).toMatch(/keeps less than full precision/);
    expect(await adviceFor({ ...engine, keepsLess: () => false })).toMatch(/^Do not use its Euclidean distance/);
  });

  it('makes the index that it is asked for, and tells what it made', async () => {
    const connection = await connected();
    const told = async (build: object): Promise<object> => {
      const collection = await filled(connection, build);
      const made = await collection.readBack();
      await collection.drop();
      return made;
    };
    const search = { ef: 64, nprobes: 20, refine_factor: 0, num_segments: 1 };
    const graph = { m: 8, ef_construction: 50, num_bits: 8 };
    expect(await told({ m: 8, ef_construction: 50 })).toEqual({ index: 'hnswSq', ...graph, ...search });
    expect(await told({ index: 'hnswPq', m: 8, ef_construction: 50, num_sub_vectors: 6 })).toEqual({
      index: 'hnswPq',
      ...graph,
      num_sub_vectors: 6,
      ...search,
    });
    expect(await told({ index: 'ivfFlat', num_partitions: 16 })).toEqual({ index: 'ivfFlat', ...search });
    expect(await told({ index: 'ivfPq', num_sub_vectors: 6 })).toEqual({
      index: 'ivfPq',
      num_bits: 8,
      num_sub_vectors: 6,
      ...search,
    });
    expect(await told({ index: 'none' })).toMatchObject({ index: 'none' });
  });

  it('searches as widely as it is told, and comes to 1 only by the vectors themselves', async () => {
    const connection = await connected();
    const graph = await filled(connection, { m: 4, ef_construction: 20 }, { ef: 10 });
    const narrow = await recall(graph, data, 'l2');
    await graph.configure?.({ ef: 400, nprobes: 20, refine_factor: 0 });
    const wide = await recall(graph, data, 'l2');
    expect(narrow).toBeLessThan(wide - 0.05);
    const parts = await filled(connection, { index: 'ivfPq', num_partitions: 64, num_sub_vectors: 6 }, { nprobes: 64 });
    expect(await recall(parts, data, 'l2')).toBeLessThan(0.95);
    await parts.configure?.({ ef: 64, nprobes: 64, refine_factor: 20 });
    expect(await recall(parts, data, 'l2')).toBe(1);
    // By the vectors themselves too: what quantization loses would hide what more probes find.
    await parts.configure?.({ ef: 64, nprobes: 1, refine_factor: 20 });
    expect(await recall(parts, data, 'l2')).toBeLessThan(0.8);
    const scan = await filled(connection, { index: 'none' });
    expect(await idsOf(scan, query, 20)).toEqual(nearest(data, 'l2', query, 20));
  });

  it('says what LanceDB says of an ef below k, and of too many partitions', async () => {
    const connection = await connected();
    const collection = await filled(connection, {}, { ef: 5 });
    const search = collection.search(query, 10);
    await expect(search).rejects.toMatchObject({ code: 'engine-error', what: /ef must be greater than or equal to k/ });
    const parts = filled(connection, { index: 'ivfFlat', num_partitions: 4000 });
    await expect(parts).rejects.toMatchObject({ code: 'engine-error', what: /cannot train 4000 centroids/ });
  });

  it('says how many vectors its index finds, by the plan of a search', async () => {
    const connection = await connected();
    const collection = await open(connection);
    await collection.insert(data);
    const scan = { indexed: 0, of: 2000, seen: 'the plan of a search for 10 has no step of an index' };
    expect(await collection.indexUse?.(10)).toEqual(scan);
    await collection.ready();
    expect(await collection.indexUse?.(10)).toMatchObject({ indexed: 2000, of: 2000, seen: /has ANN/ });
    const later = sample(500, 24, 1, 8);
    await collection.insert({ ids: later.ids.map((id) => id + 5_000_000), vectors: later.vectors });
    expect(await collection.indexUse?.(10)).toMatchObject({ indexed: 2000, of: 2500 });
    expect(await (await filled(connection, { index: 'none' })).indexUse?.(10)).toBeUndefined();
  });

  it('takes later vectors into its index at the next ready, and finds them before', async () => {
    const collection = await filled(await connected(), {}, { ef: 400 });
    const later = sample(500, 24, 1, 8);
    const ids = later.ids.map((id) => id + 5_000_000);
    await collection.insert({ ids, vectors: later.vectors });
    const first = later.vectors.slice(0, later.dim);
    expect(await idsOf(collection, first, 1)).toEqual([ids[0]]);
    await collection.ready();
    expect(await collection.readBack()).toMatchObject({ num_segments: 2 });
    expect(await collection.count()).toBe(data.ids.length + ids.length);
    expect(await idsOf(collection, first, 1)).toEqual([ids[0]]);
  });

  it('filters by text, number, truth and nothing, whatever characters they hold', async () => {
    const attributes = { 'a text': 'text', size: 'number', flag: 'boolean' } as const;
    const collection = await open(await connected(), { index: 'none' }, {}, { attributes });
    const texts = ["it's", '', null, '"x" or 1=1 --', 'back\\slash\n', "\\' or true"];
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
    expect(await idsOf(collection, query, 10, { attribute: 'a text', equals: 'nobody' })).toEqual([]);
    const stranger = collection.search(query, 10, { attribute: 'x', equals: 1 });
    await expect(stranger).rejects.toMatchObject({
      code: 'bad-filter',
      what: /no attribute x, only a text, size/,
    });
    const strange = collection.insert({ ids: Uint32Array.of(1), vectors: query, attributes: [{ x: 1 }] });
    await expect(strange).rejects.toMatchObject({ code: 'bad-attribute' });
  });

  it('opens again what it stored, and says where it is not there', async () => {
    const connection = await connected();
    const collection = await filled(connection);
    const stored = collection.stored as NonNullable<Collection['stored']>;
    const { name } = stored;
    await stored.close();
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed', what: 'the collection was closed' });
    await collection.drop();
    const again = await open(connection, {}, { ef: 400 }, { stored: name });
    await again.ready();
    expect(await again.count()).toBe(data.ids.length);
    expect(await recall(again, data, 'l2')).toBeGreaterThan(0.9);
    await again.drop();
    await expect(open(connection, {}, {}, { stored: name })).rejects.toMatchObject({ code: 'engine-error' });
  });

  it('keeps its files in its data folder, and leaves none behind', async () => {
    const connection = await connected();
    const folder = connection.dataFolder as string;
    const collection = await filled(connection);
    expect(readdirSync(folder)).toHaveLength(1);
    await collection.drop();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that the disk is full', async ({ skip }) => {
    const disk = smallDisk('4m');
    if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    const collection = await open(await connected(disk));
    const fill = async (): Promise<void> => {
      for (let i = 0; i < 30; i++) await collection.insert({ ...data, ids: data.ids.map((id) => id + i * 30_000) });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
  });
});
