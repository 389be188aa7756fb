import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LabError } from 'vexlab/dist/base/lab-error';
import { withDescendants } from 'vexlab/dist/engines/process/listeners';
import { engine } from 'vexlab/dist/engines/pgvector';
import { contractSuite, recall } from './contract';
import type { Connection } from 'vexlab/dist/engines/engine';
import { absence, data, filled, installed, open, ownServer, startServer } from './pgvector-server';
import { eventually, runs, scratch } from './processes';

describe.runIf(installed)('pgvector', () => {
  contractSuite(engine);

  /** For those that leave it as it is. */
  const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-pgvector-'));
  let connection: Connection;
  beforeAll(async () => {
    connection = await startServer({ dataDir });
  });
  afterAll(async () => {
    await connection?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  describe('settings', () => {
    it('are in force in every connection after a change, and only in those of the collection', async () => {
      const [one, other] = [await filled(connection), await filled(connection, { search: { ef_search: 33 } })];
      const search = () => Promise.all(data.queries.map((query) => one.search(query, 10)));
      await search();
      const asked = { ef_search: 77, iterative_scan: 'relaxed_order', max_scan_tuples: 5000 };
      const meanwhile = search();
      await one.configure?.(engine.searchOptions.parse(asked, 'pgvector'));
      expect(await meanwhile).toHaveLength(data.queries.length);
      for (const inForce of await Promise.all(Array.from({ length: 30 }, () => one.readBack()))) {
        expect(inForce).toMatchObject({ ...asked, enable_seqscan: 'off' });
      }
      expect(await other.readBack()).toMatchObject({ ef_search: 33, iterative_scan: 'off' });
    });

    it('that the server does not take are told, and the old ones stay', async () => {
      const collection = await filled(connection, { build: { index: 'ivfflat', lists: 10 } });
      // The strict order is hnsw's alone.
      const strict = engine.searchOptions.parse({ iterative_scan: 'strict_order' }, 'pgvector');
      const refused = collection.configure?.(strict);
      await expect(refused).rejects.toMatchObject({ code: 'not-in-force' });
      await expect(refused).rejects.toThrow('asked for ivfflat.iterative_scan = strict_order and has off');
      expect(await collection.readBack()).toMatchObject({ probes: 1, iterative_scan: 'off' });
      expect((await collection.search(data.queries[0] as Float32Array, 3)).ids).toHaveLength(3);
    });
  });

  describe('the index', () => {
    it('is made after the load or before, as asked, and the catalogue says how', async () => {
      const build = { m: 5, ef_construction: 21 };
      const after = await open(connection, { build });
      expect(await after.readBack()).not.toHaveProperty('m');
      await after.ready();
      expect(await after.readBack()).not.toHaveProperty('m');
      await after.insert(data);
      await after.ready();
      expect(await after.readBack()).toMatchObject({ ...build, build: 'after-load', plan: 'index' });
      const before = await open(connection, { build: { ...build, build: 'before-load' } });
      expect(await before.readBack()).toMatchObject({ ...build, build: 'before-load' });
      await before.insert(data);
      await before.ready();
      expect(await before.readBack()).toMatchObject({ plan: 'index' });
      expect(await recall(before, data, 'l2')).toBeGreaterThan(0.7);
    });

    it('is said to be used or not, as the planner decides', async () => {
      const collection = await filled(connection);
      const used = { indexed: 2000, of: 2000, seen: 'the plan of a search for 10 is index' };
      expect(await collection.indexUse?.(10)).toEqual(used);
      const batched = { ...used, seen: 'the plan of a batch of 100 searches for 10 is index' };
      expect(await collection.indexUse?.(10, 100)).toEqual(batched);
      const asked = { ef_search: 1000, enable_seqscan: 'on' };
      await collection.configure?.(engine.searchOptions.parse(asked, 'pgvector'));
      expect(await collection.indexUse?.(10)).toMatchObject({ indexed: 0, of: 2000, seen: /is Seq Scan$/ });
      const none = await filled(connection, { build: { index: 'none' } });
      expect(await none.indexUse?.(10)).toBeUndefined();
    });

    it('says after how many vectors its graph outgrew the memory that it was given', async () => {
      const small = { maintenance_work_mem: '1MB', max_parallel_maintenance_workers: 0 };
      const cramped = await (await filled(connection, { build: small })).readBack();
      expect(cramped).toMatchObject(small);
      expect(cramped.graph_outgrew_memory_after).toBeGreaterThan(0);
      expect(cramped.graph_outgrew_memory_after).toBeLessThan(data.ids.length);
      const roomy = await (await filled(connection)).readBack();
      expect(roomy).not.toHaveProperty('graph_outgrew_memory_after');
      expect(roomy).toMatchObject({ maintenance_work_mem: '64MB', max_parallel_maintenance_workers: 2 });
    });

    it('may be ivfflat, or none at all', async () => {
      const lists = await filled(connection, { build: { index: 'ivfflat', lists: 20 } });
      expect(await lists.readBack()).toMatchObject({ index: 'ivfflat', lists: 20, probes: 1, plan: 'index' });
      const few = await recall(lists, data, 'l2');
      const all = { probes: 20, enable_seqscan: 'off' };
      await lists.configure?.(engine.searchOptions.parse(all, 'pgvector'));
      expect(await lists.readBack()).toMatchObject(all);
      expect(await recall(lists, data, 'l2')).toBe(1);
      expect(few).toBeLessThan(0.95);

      const none = await filled(connection, { build: { index: 'none' } });
      expect(await none.readBack()).toMatchObject({ index: 'none', plan: 'Seq Scan' });
      expect(await none.readBack()).not.toHaveProperty('ef_search');
      expect(await recall(none, data, 'l2')).toBe(1);
    });

    it('takes at most 2000 dimensions, which is told before anything is loaded', async () => {
      const wide = open(connection, { dim: 2001 });
      await expect(wide).rejects.toMatchObject({ code: 'not-supported', remedy: 'set its index to none' });
      const unindexed = await open(connection, { dim: 2001, build: { index: 'none' } });
      const vectors = new Float32Array(2001).fill(1);
      await unindexed.insert({ ids: Uint32Array.of(4_294_967_295), vectors });
      expect((await unindexed.search(vectors, 1)).ids).toEqual([4_294_967_295]);
    });

    it('is given up when the run is', async () => {
      const abort = new AbortController();
      const connection = await ownServer({ signal: abort.signal });
      const slow = { ef_construction: 1000, m: 100, maintenance_work_mem: '1MB', max_parallel_maintenance_workers: 0 };
      const collection = await open(connection, { build: slow });
      await collection.insert(data);
      const ready = collection.ready();
      setTimeout(() => abort.abort(), 300);
      await expect(ready).rejects.toMatchObject({ name: 'AbortError' });
      expect(await collection.count()).toBe(data.ids.length);
    });
  });

  it('keeps none of a batch in which an id was there already', async () => {
    const collection = await filled(connection);
    const ids = Uint32Array.of(1, 2, data.ids[0] as number);
    const again = collection.insert({ ids, vectors: data.vectors.slice(0, 3 * data.dim) });
    await expect(again).rejects.toMatchObject({ code: 'duplicate-id' });
    await expect(again).rejects.toThrow(`Key (id)=(${data.ids[0]}) already exists`);
    expect(await collection.count()).toBe(data.ids.length);
    await collection.ready();
  });

  it('refuses an attribute that it was not told of, and a filter by it', async () => {
    const collection = await open(connection, { attributes: { colour: 'text' } });
    const batch = { ids: Uint32Array.of(1), vectors: data.vectors.slice(0, data.dim), attributes: [{ size: 3 }] };
    await expect(collection.insert(batch)).rejects.toMatchObject({ code: 'bad-attribute' });
    const found = collection.search(data.queries[0] as Float32Array, 1, { attribute: 'size', equals: 3 });
    await expect(found).rejects.toMatchObject({ code: 'bad-filter' });
    await expect(found).rejects.toThrow('no attribute size, only colour');
  });

  it('says that its server died in all calls after the news, and starts again from there', async () => {
    const dataDir = scratch();
    const connection = await ownServer({ dataDir });
    const collection = await filled(connection);
    const [pid] = connection.pids() as [number];
    const waiting = Array.from({ length: 300 }, (_, i) => collection.search(data.queries[i % 40] as Float32Array, 10));
    const outcomes = Promise.allSettled(waiting);
    process.kill(pid, 'SIGKILL');
    const failed = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    const codes = new Set(failed.map(({ reason }) => (reason as LabError).code));
    expect([...codes].filter((code) => !['unreachable', 'server-died'].includes(code))).toEqual([]);
    await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
    const later = collection.search(data.queries[0] as Float32Array, 1);
    await expect(later).rejects.toThrow(`its server (pid ${pid}) ended with code 137; see ${dataDir}/pgvector.log`);
    const next = engine.searchOptions.parse({ ef_search: 7 }, 'pgvector');
    await expect(collection.configure?.(next)).rejects.toMatchObject({ code: 'server-died' });

    await connection.restart?.(true);
    expect(connection.pids()).not.toEqual([pid]);
    expect(await collection.count()).toBe(data.ids.length);
    expect(await collection.readBack()).toMatchObject({ ef_search: 40, plan: 'index' });
  });

  it.each([
    ['COPY', 'an insert'],
    ['CREATE INDEX', 'ready'],
  ])('tells of its death in the middle of %s (%s), and lets the lab live', async (statement) => {
    const uncaught: Error[] = [];
    const onUncaught = (error: Error): void => void uncaught.push(error);
    process.on('uncaughtExceptionMonitor', onUncaught);
    onTestFinished(() => void process.off('uncaughtExceptionMonitor', onUncaught));
    const own = await ownServer();
    // An index that each insert goes into makes the insert last, as long as its making else would.
    const build = { ef_construction: 1000, m: 64, build: statement === 'COPY' ? 'before-load' : 'after-load' };
    const collection = await open(own, { build });
    const watcher = new Client({ connectionString: own.address?.PGVECTOR_URL as string });
    watcher.on('error', () => undefined);
    await watcher.connect();
    if (statement !== 'COPY') await collection.insert(data);
    const going = statement === 'COPY' ? collection.insert(data) : collection.ready();
    const ended = expect(going).rejects.toMatchObject({ name: 'LabError', code: 'server-died' });
    const at = `SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '${statement}%'`;
    await vi.waitFor(async () => expect((await watcher.query(at)).rowCount).toBe(1), { timeout: 10_000, interval: 5 });
    for (const pid of withDescendants(own.pids())) process.kill(pid, 'SIGKILL');
    await ended;
    await expect(collection.count()).rejects.toMatchObject({ code: 'server-died' });
    expect(uncaught).toEqual([]);
  });

  it('ends its server when it is closed, and says so to whoever still asks', async () => {
    const connection = await ownServer();
    const collection = await filled(connection);
    const [pid] = connection.pids() as [number];
    await Promise.all(data.queries.map((query) => collection.search(query, 3)));
    await connection.close();
    expect(await eventually(() => !runs(pid))).toBe(true);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
    await connection.close();
  });
});

if (!installed) it('runs pgvector for real', async ({ skip }) => skip(await absence()));
