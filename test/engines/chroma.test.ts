import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LabError } from 'vexlab/dist/base/lab-error';
import { engine } from 'vexlab/dist/engines/chroma';
import { chromaError } from 'vexlab/dist/engines/chroma/error';
import type { Service } from 'vexlab/dist/engines/process/service';
import { data, filled, nowhere, open, ownServer } from './chroma-server';
import { contractSuite, recall } from './contract';
import { eventually, runs, scratch, smallDisk } from './processes';

contractSuite(engine);

it('measures its index whatever its buffers: nothing is searched by brute force', async () => {
  const connection = await ownServer();
  const collection = await open(connection, { max_neighbors: 4, ef_construction: 20 }, 1);
  await collection.insert(data);
  await collection.ready();
  expect(await collection.readBack()).toMatchObject({ sync_threshold: 10_000 });
  expect(await recall(collection, data, 'l2')).toBeLessThan(0.95);
});

it('cuts what is more than one request may carry', async () => {
  const connection = await ownServer();
  const n = (connection.capabilities.maxBatch as number) + 10;
  const ids = Uint32Array.from({ length: n }, (_, row) => row);
  const collection = await open(connection, {}, 100, 2);
  await collection.insert({ ids, vectors: Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 0 : i / 2)) });
  await collection.ready();
  expect(await collection.count()).toBe(n);
  expect(Array.from((await collection.search(Float32Array.of(n - 1, 0), 2)).ids)).toEqual([n - 1, n - 2]);
});

it('says that its server died in all calls after the news, and fails at once in those that wait', async () => {
  const dataDir = scratch();
  const connection = await ownServer(dataDir);
  const collection = await filled(connection, 400);
  const [pid] = connection.pids() as [number];
  const waiting = Array.from({ length: 200 }, (_, i) => collection.search(data.queries[i % 40] as Float32Array, 10));
  const outcomes = Promise.allSettled(waiting);
  process.kill(pid, 'SIGKILL');
  const failed = (await outcomes).filter((outcome) => outcome.status === 'rejected');
  expect(failed.length).toBeGreaterThan(0);
  // A search does not wait for the news: what fails before it came could only not reach the server.
  const codes = new Set(failed.map(({ reason }) => (reason as LabError).code));
  expect([...codes].filter((code) => !['unreachable', 'server-died'].includes(code))).toEqual([]);
  await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
  const later = collection.search(data.queries[0] as Float32Array, 1);
  await expect(later).rejects.toThrow(
    `its server (pid ${pid}) ended with code 137; see ${join(dataDir, 'chroma.log')}`,
  );
  await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
  await expect(collection.configure?.({ ef_search: 7 })).rejects.toMatchObject({ code: 'server-died' });
  await connection.close();
});

it('tells a search that its server is gone without waiting for the news, which other calls wait for', async () => {
  const refused = Object.assign(new Error('refused'), { name: 'ChromaConnectionError' });
  let waited: number | undefined;
  const own = {
    died: (withinMs = 0) => {
      waited = withinMs;
      return Promise.resolve(undefined);
    },
  } as Service;
  const facts = { url: nowhere, dataDir: scratch(), own };
  expect(await chromaError(refused, { ...facts, atOnce: true })).toMatchObject({ code: 'unreachable' });
  expect(waited).toBe(0);
  await chromaError(refused, { ...facts, atOnce: false });
  expect(waited).toBeGreaterThan(0);
});

it('ends its server when it is closed, and says so to whoever still asks', async () => {
  const connection = await ownServer();
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
  const collection = await open(await ownServer(disk), {}, 100, data.dim, 60_000);
  const fill = async (): Promise<void> => {
    for (let i = 0; i < 30; i++) await collection.insert({ ...data, ids: data.ids.map((id) => id + i * 20_000) });
  };
  await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
  await expect(ownServer(disk)).rejects.toMatchObject({ code: 'no-space' });
});
