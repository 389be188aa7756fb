import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recall } from 'vexlab/dist/contract/nearest';
import { contractSample } from 'vexlab/dist/contract/sample';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/qdrant';
import { contractSuite } from '../contract';
import { eventually, runs, scratch, smallDisk } from '../processes';
import { open } from './connected';

/** Asks a real Qdrant, where there is one: at QDRANT_URL, or on PATH. */
export function realSuite(): void {
  const ask = 'asked a real Qdrant, at QDRANT_URL or from the program qdrant on PATH';
  if (!process.env.QDRANT_URL && !isOnPath('qdrant')) return it.skip(`not ${ask}: there is none`, () => undefined);
  describe(ask, () => {
    contractSuite(engine);
    if (!process.env.QDRANT_URL) describe('one of its own', ownServer);
  });
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const data = contractSample();
const plain = { ids: data.ids, vectors: data.vectors };

async function own(): Promise<Connection> {
  const connection = await engine.connect({ dataDir: scratch(), env: process.env });
  onTestFinished(() => connection.close());
  return connection;
}

function opened(connection: Connection, build: object, search: object): Promise<Collection> {
  const options = {
    build: engine.buildOptions.parse(build, engine.name),
    search: engine.searchOptions.parse(search, engine.name),
  };
  return open(connection, { dim: data.dim, capacity: data.ids.length, ...options });
}

function ownServer(): void {
  it('measures its index, no scan, and a scan where one is asked for', async () => {
    const collection = await opened(await own(), { m: 4, ef_construct: 20 }, { hnsw_ef: 1 });
    await collection.insert(plain);
    await collection.ready();
    const { indexed_vectors_count } = await collection.readBack();
    expect(indexed_vectors_count).toBeGreaterThan(2950);
    expect(await recall(collection, data, 'l2')).toBeLessThan(0.95);
    await collection.configure?.({ hnsw_ef: 1, exact: true });
    expect(await recall(collection, data, 'l2')).toBe(1);
  });

  it('builds none below its own thresholds, and this is said', async () => {
    const build = { indexing_threshold: 10_000, full_scan_threshold: 10_000 };
    const collection = await opened(await own(), build, { hnsw_ef: 1 });
    await collection.insert(plain);
    await collection.ready();
    expect(await collection.readBack()).toMatchObject({ ...build, indexed_vectors_count: 0 });
    expect(await recall(collection, data, 'l2')).toBe(1);
  });

  it('is ready again after kill -9 before its index was built', async () => {
    const connection = await own();
    const collection = await opened(connection, {}, {});
    await collection.insert(plain);
    await connection.restart?.(true);
    await collection.ready();
    expect(await collection.count()).toBe(3000);
    expect((await collection.readBack()).indexed_vectors_count).toBeGreaterThan(2950);
    expect(await recall(collection, data, 'l2')).toBeGreaterThan(0.95);
  });

  it('says that the disk is full', async ({ skip }) => {
    const disk = smallDisk('150m');
    if (disk === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    const connection = await engine.connect({ dataDir: disk, env: process.env });
    onTestFinished(() => connection.close());
    const collection = await open(connection, { dim: 256 });
    const vectors = new Float32Array(1000 * 256).fill(1);
    const fill = async (): Promise<void> => {
      for (let i = 0; i < 200; i++) {
        await collection.insert({ ids: Uint32Array.from({ length: 1000 }, (_, row) => i * 1000 + row), vectors });
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
  });

  it('ends with its connection, and says that it died to whoever asks before', async () => {
    const connection = await own();
    const collection = await opened(connection, {}, {});
    const [pid] = connection.pids() as [number];
    process.kill(pid, 'SIGKILL');
    await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
    await connection.restart?.(false);
    const [again] = connection.pids() as [number];
    expect(await collection.count()).toBe(0);
    await connection.close();
    expect(await eventually(() => !runs(again))).toBe(true);
  });
}
