import { readdirSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { recall } from 'vexlab/dist/contract/nearest';
import { contractSample } from 'vexlab/dist/contract/sample';
import type { Collection, CollectionSpec, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/qdrant-edge';
import { openWire, operation } from 'vexlab/dist/engines/qdrant-edge/wire';
import { contractSuite } from './contract';
import { eventually, runs, scratch, smallDisk } from './processes';

contractSuite(engine);

const data = contractSample();

async function connected(dataDir = scratch(), signal?: AbortSignal): Promise<Connection> {
  const connection = await engine.connect({ dataDir, env: process.env, ...(signal && { signal }) });
  onTestFinished(() => connection.close());
  return connection;
}

function open(
  connection: Connection,
  { build = {}, search = {} }: { build?: object; search?: object } = {},
  more: Partial<CollectionSpec> = {},
): Promise<Collection> {
  return connection.open({
    name: 'a name of 3 words',
    dim: data.dim,
    metric: 'l2',
    capacity: data.ids.length,
    build: engine.buildOptions.parse(build, engine.name),
    search: engine.searchOptions.parse(search, engine.name),
    ...more,
  });
}

const plain = { ids: data.ids, vectors: data.vectors };

it('says what it would install where it is not installed', async () => {
  const probe = await engine.probe({ dataDir: scratch(), env: { VEXLAB_CACHE: scratch() } });
  const why = 'to be installed first: qdrant-edge-py 0.9.0, from PyPI, 14 MB';
  expect(probe).toEqual({ state: 'startable', how: 'started', why });
});

describe('its index', () => {
  it('is there when it is ready, and not before: searches then no longer scan', async () => {
    const collection = await open(await connected(), { build: { m: 4, ef_construct: 20 }, search: { hnsw_ef: 10 } });
    await collection.insert(plain);
    expect(await collection.readBack()).toMatchObject({ indexed_vectors_count: 0 });
    expect(await recall(collection, data, 'l2')).toBe(1);
    await collection.ready();
    expect(await collection.readBack()).toMatchObject({ m: 4, ef_construct: 20, indexed_vectors_count: 3000 });
    expect(await collection.indexUse?.(10)).toMatchObject({ indexed: 3000, of: 3000 });
    expect(await recall(collection, data, 'l2')).toBeLessThan(0.95);
    await collection.configure?.(engine.searchOptions.parse({ hnsw_ef: 10, exact: true }, engine.name));
    expect(await recall(collection, data, 'l2')).toBe(1);
  });

  it('is left out where a threshold asks for that, and this is said', async () => {
    const collection = await open(await connected(), { build: { indexing_threshold: 10_000 } });
    await collection.insert(plain);
    await collection.ready();
    expect(await collection.readBack()).toMatchObject({ indexed_vectors_count: 0, indexing_threshold: 10_000 });
    expect(await collection.indexUse?.(10)).toMatchObject({ indexed: 0, of: 3000 });
  });

  it('has as many segments as are asked for', async () => {
    const collection = await open(await connected(), { build: { default_segment_number: 1 } });
    for (let row = 0; row < 3000; row += 500) {
      const ids = data.ids.subarray(row, row + 500);
      await collection.insert({ ids, vectors: data.vectors.subarray(row * data.dim, (row + 500) * data.dim) });
    }
    await collection.ready();
    const { segments_count, default_segment_number } = await collection.readBack();
    // One with an index, and an empty one for what comes.
    expect([segments_count, default_segment_number]).toEqual([2, 1]);
  });
});

it('pings before there is a collection, and after with its dimension', async () => {
  const connection = await connected();
  const pinged = async (): Promise<number> => {
    const write = vi.spyOn(Socket.prototype, 'write');
    onTestFinished(() => write.mockRestore());
    await connection.ping?.();
    const [frame] = write.mock.calls.at(-1) ?? [];
    return (frame as Buffer).length;
  };
  const empty = await pinged();
  await open(connection, {}, { dim: 300 });
  expect((await pinged()) - empty).toBe(4 * 300);
  await open(connection, {}, { dim: 7 });
  expect((await pinged()) - empty).toBe(4 * 7);
});

it('filters by a name that means something to it', async () => {
  const collection = await open(await connected(), {}, { attributes: { 'a.b[0] c': 'text' }, dim: 2 });
  const attributes = [{ 'a.b[0] c': 'x' }, { 'a.b[0] c': 'y' }];
  await collection.insert({ ids: Uint32Array.of(1, 2), vectors: Float32Array.of(0, 0, 1, 1), attributes });
  await collection.ready();
  const { ids } = await collection.search(Float32Array.of(0, 0), 2, { attribute: 'a.b[0] c', equals: 'y' });
  expect(Array.from(ids)).toEqual([2]);
});

it('stops between the requests of a batch when it is told to', async () => {
  const ending = new AbortController();
  const collection = await open(await connected(scratch(), ending.signal));
  ending.abort(new Error('enough'));
  await expect(collection.insert(plain)).rejects.toThrow('enough');
  expect(await collection.count()).toBe(0);
});

it('says that its process died in all calls after the news, and closes all the same', async () => {
  const dataDir = scratch();
  const connection = await connected(dataDir);
  const collection = await open(connection);
  await collection.insert(plain);
  await collection.ready();
  const [pid] = connection.pids() as [number];
  const waiting = Promise.allSettled(data.queries.map((query) => collection.search(query, 10)));
  process.kill(pid, 'SIGKILL');
  const codes = (await waiting).flatMap((one) =>
    one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
  );
  expect(codes.filter((code) => !['unreachable', 'server-died'].includes(code))).toEqual([]);
  await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
  const log = join(dataDir, 'qdrant-edge.log');
  await expect(collection.search(data.queries[0] as Float32Array, 1)).rejects.toThrow(
    `ended with code 137; see ${log}`,
  );
  await connection.close();
});

it('leaves no process and no vectors behind when it is closed, and says so to whoever still asks', async () => {
  const connection = await connected();
  const collection = await open(connection);
  await collection.insert(plain);
  const [pid] = connection.pids() as [number];
  const folder = connection.dataFolder as string;
  expect(readdirSync(folder)).toHaveLength(1);
  await connection.close();
  await connection.close();
  expect(await eventually(() => !runs(pid))).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
});

it('tells of an operation that its process does not know, and answers the next', async () => {
  const connection = await connected();
  await open(connection);
  const { execFileSync } = await import('node:child_process');
  const command = execFileSync('ps', ['-o', 'args=', '-p', String(connection.pids()[0])], { encoding: 'utf8' });
  const wire = await openWire(Number(/(\d+)\s*$/.exec(command)?.[1]));
  onTestFinished(() => wire.close());
  await expect(wire.request(99)).rejects.toMatchObject({ code: 'engine-error' });
  expect((await wire.request(operation.hello)).toString()).toBe('qdrant-edge 0.9.0');
});

it('says where nobody answers', async () => {
  await expect(openWire(1)).rejects.toMatchObject({ code: 'unreachable' });
});

it('says that the disk is full', async ({ skip }) => {
  const disk = smallDisk('48m');
  if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
  const collection = await open(await connected(disk), {}, { dim: 256 });
  const vectors = new Float32Array(1000 * 256).fill(1);
  const fill = async (): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      await collection.insert({ ids: Uint32Array.from({ length: 1000 }, (_, row) => i * 1000 + row), vectors });
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
});
