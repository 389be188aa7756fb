import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectApart } from 'vexlab/dist/engines/apart/connect-apart';
import type { Collection, CollectionSpec, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/sqlite-vec';
import { contractSuite } from './contract';
import { isReady } from './is-ready';
import { scratch, smallDisk } from './processes';
import { nearest, sample } from './sample-vectors';

const ready = isReady('sqlite-vec');

it.skipIf(ready)('runs sqlite-vec for real', async ({ skip }) => {
  const found = await engine.probe({ dataDir: scratch(), env: {} });
  skip(found.why);
});

const data = sample(3000, 8);
const query = data.queries[0] as Float32Array;

async function connected(dataDir = scratch()): Promise<Connection> {
  const connection = await engine.connect({ dataDir, env: {} });
  onTestFinished(() => connection.close());
  return connection;
}

function open(connection: Connection, build: object = {}, spec: Partial<CollectionSpec> = {}): Promise<Collection> {
  return connection.open({
    name: 'own',
    dim: data.dim,
    metric: 'l2',
    capacity: 4000,
    build: engine.buildOptions.parse(build, 'sqlite-vec'),
    search: engine.searchOptions.parse({}, 'sqlite-vec'),
    ...spec,
  });
}

const idsOf = async (collection: Collection, ...asked: Parameters<Collection['search']>): Promise<number[]> =>
  Array.from((await collection.search(...asked)).ids);

describe.runIf(ready)('sqlite-vec', () => {
  contractSuite(engine);

  it('finds exactly the nearest, in the order of their distances, from any number of threads', async () => {
    const connection = await connected();
    const collection = await open(connection, { workers: 3, chunk_size: 256, cache_size: 100 });
    await collection.insert(data);
    await collection.ready();
    const found = await Promise.all(data.queries.map((asked) => idsOf(collection, asked, 20)));
    expect(found).toEqual(data.queries.map((asked) => nearest(data, 'l2', asked, 20)));
    expect(await collection.readBack()).toEqual({
      workers: 3,
      chunk_size: 256,
      cache_size: 100,
      journal_mode: 'wal',
      synchronous: 'FULL',
    });
    // What is removed or added later is seen by every thread at once.
    const [first] = nearest(data, 'l2', query, 1) as [number];
    await collection.remove?.(Uint32Array.of(first));
    await collection.insert({ ids: Uint32Array.of(5), vectors: query });
    const answers = await Promise.all([1, 2, 3].map(() => idsOf(collection, query, 2)));
    expect(answers).toEqual([1, 2, 3].map(() => [5, nearest(data, 'l2', query, 2)[1]]));
  });

  it('takes a batch whole or not at all', async () => {
    const collection = await open(await connected());
    const two = { ids: Uint32Array.of(1, 2), vectors: data.vectors.slice(0, 2 * data.dim) };
    await collection.insert(two);
    const again = collection.insert({ ids: Uint32Array.of(3, 2), vectors: two.vectors });
    await expect(again).rejects.toMatchObject({ code: 'duplicate-id', what: /^UNIQUE constraint failed/ });
    expect(await collection.count()).toBe(2);
  });

  it('filters by text, number, truth and nothing, whatever characters they hold', async () => {
    const attributes = { text: 'text', size: 'number', flag: 'boolean' } as const;
    const collection = await open(await connected(), {}, { attributes });
    const texts = ["it's", '', null, '"x" or 1=1 --'];
    const rows = Array.from(data.ids, (_, row) => ({
      text: texts[row % 4] as string | null,
      size: row % 5 === 0 ? null : (row % 5) / 10,
      flag: row % 3 === 0 ? null : row % 3 === 1,
    }));
    await collection.insert({ ...data, attributes: rows });
    await collection.ready();
    const order = nearest(data, 'l2', query, data.ids.length);
    const rowOf = new Map(Array.from(data.ids, (id, row) => [id, row]));
    for (const [attribute, values] of [
      ['text', texts],
      ['size', [null, 0.1, 0.4]],
      ['flag', [null, true, false]],
    ] as const) {
      for (const equals of values) {
        const passing = order.filter((id) => rows[rowOf.get(id) as number]?.[attribute] === equals);
        expect(await idsOf(collection, query, 10, { attribute, equals })).toEqual(passing.slice(0, 10));
      }
    }
    expect(await idsOf(collection, query, 10, { attribute: 'text', equals: 'nobody' })).toEqual([]);
    const stranger = collection.search(query, 10, { attribute: 'x', equals: 1 });
    await expect(stranger).rejects.toMatchObject({
      code: 'bad-filter',
      what: /no attribute x, only text/,
    });
    const strange = collection.insert({ ids: Uint32Array.of(1), vectors: query, attributes: [{ x: 1 }] });
    await expect(strange).rejects.toMatchObject({ code: 'bad-attribute' });
  });

  it('refuses what vec0 has no room for', async () => {
    const connection = await connected();
    const nine = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`attribute${i}`, 'text' as const]));
    const many = open(connection, {}, { attributes: nine });
    await expect(many).rejects.toMatchObject({ code: 'not-supported', what: /^9 attributes .* it can hold 8/ });
    const collection = await open(connection);
    await collection.insert(data);
    const tooMany = collection.search(query, 4097);
    await expect(tooMany).rejects.toMatchObject({ code: 'bad-k', what: /provided 4097 and the limit is 4096/ });
    expect(await idsOf(collection, query, 4096)).toHaveLength(data.ids.length);
    expect(() => engine.buildOptions.parse({ chunk_size: 100 }, 'sqlite-vec')).toThrow(/chunk_size = 100/);
  });

  it('keeps its file whole when its process is killed', async () => {
    const dataDir = scratch();
    const apart = await connectApart(engine, { dataDir, env: process.env });
    onTestFinished(() => apart.close());
    const collection = await open(apart);
    await collection.insert(data);
    await apart.restart?.(true);
    expect(await collection.count()).toBe(data.ids.length);
    await apart.close();
    const folder = join(dataDir, 'sqlite-vec');
    const file = readdirSync(folder).find((name) => name.endsWith('.db')) as string;
    const { openDatabase } = await import('vexlab/dist/engines/sqlite-vec/database.js');
    const database = openDatabase(join(folder, file));
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });

  it('opens again what it stored, and neither makes nor deletes what it cannot open', async () => {
    const connection = await connected();
    const folder = connection.dataFolder as string;
    const collection = await open(connection);
    await collection.insert(data);
    const stored = collection.stored as NonNullable<Collection['stored']>;
    const { name } = stored;
    await stored.close();
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
    await collection.drop();
    const again = await open(connection, {}, { stored: name });
    expect(await idsOf(again, query, 20)).toEqual(nearest(data, 'l2', query, 20));
    await again.drop();
    await expect(open(connection, {}, { stored: name })).rejects.toThrow(/unable to open database file/);
    writeFileSync(join(folder, name), "no database, and somebody's");
    await expect(open(connection, {}, { stored: name })).rejects.toThrow(/file is not a database/);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('keeps its files in its data folder, with no log after ready, and leaves none behind', async () => {
    const connection = await connected();
    const folder = connection.dataFolder as string;
    const collection = await open(connection);
    await collection.insert(data);
    await collection.ready();
    const files = readdirSync(folder);
    const size = (suffix: string): number =>
      statSync(join(folder, files.find((name) => name.endsWith(suffix)) as string)).size;
    expect(size('.db')).toBeGreaterThan(data.vectors.byteLength);
    expect(size('-wal')).toBe(0);
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

  it('tells with which instructions the extension was compiled', async () => {
    const [check] = engine.checks as NonNullable<typeof engine.checks>;
    const outcome = await check?.run(undefined as never);
    expect(['pass', 'fact']).toContain(outcome?.verdict);
    expect(outcome?.what).toMatch(/^sqlite-vec \d+\.\d+\.\d+ with SQLite 3\.\d+\.\d+:? /);
  });
});
