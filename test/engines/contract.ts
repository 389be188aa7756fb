import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import type { Metric } from 'vexlab/dist/datasets/dataset';
import type { Collection, CollectionSpec, Connection, Engine } from 'vexlab/dist/engines/engine';
import { distance, nearest, type Sample, sample, vectorOf } from './sample-vectors';

const k = 10;
/** Search effort that must reach recall 0.99, and one that must not reach what that reaches, on the sample below. */
const high = 400;
const low = 1;

/** What every engine must do; an engine's own test file runs it and adds what is special. */
export function contractSuite(engine: Engine, options: { env?: NodeJS.ProcessEnv } = {}): void {
  describe(`${engine.name} keeps the engine contract`, () => {
    const dataDir = mkdtempSync(join(tmpdir(), `vexlab-${engine.name}-`));
    const data = sample(3000, 24);
    const effort = (ef: number) => (engine.common.ef ? { [engine.common.ef]: ef } : {});
    let connection: Connection;

    beforeAll(async () => {
      connection = await engine.connect({ dataDir, env: options.env ?? process.env });
    });
    afterAll(async () => {
      await connection?.close();
      rmSync(dataDir, { recursive: true, force: true });
    });

    const open = (spec: Partial<CollectionSpec> = {}, build = {}): Promise<Collection> =>
      connection.open({
        name: 'contract',
        dim: data.dim,
        metric: 'l2',
        capacity: 4000,
        build: engine.buildOptions.parse(build, engine.name),
        search: engine.searchOptions.parse(effort(high), engine.name),
        ...spec,
      });

    const opened = async (metric: Metric = 'l2', search = effort(high)): Promise<Collection> => {
      const collection = await open({ metric, search: engine.searchOptions.parse(search, engine.name) });
      await collection.insert(data);
      await collection.ready();
      return collection;
    };

    it('says that it can run here, and how it was found', async () => {
      const probe = await engine.probe({ dataDir, env: options.env ?? process.env });
      expect(['ready', 'startable']).toContain(probe.state);
      expect(probe).toMatchObject({ how: connection.how });
      expect(connection.clientVersion).toMatch(/^\d+\.\d+\.\d+/);
    });

    for (const metric of engine.capabilities.metrics) {
      it(`finds the ${metric} neighbours, nearest first, with distances in that order`, async () => {
        const collection = await opened(metric);
        expect(await collection.count()).toBe(data.ids.length);
        expect(await recall(collection, data, metric)).toBeGreaterThanOrEqual(0.99);
        for (const query of data.queries.slice(0, 10)) {
          const { ids, distances } = await collection.search(query, k);
          const own = Array.from(ids, (id) => distance(metric, vectorOf(data, id), query));
          expectAscending(own);
          if (distances) expectAscending(Array.from(distances));
          expect(new Set(Array.from(ids)).size).toBe(k);
        }
        await collection.drop();
      });
    }

    it('takes several batches, a part of a larger array and a shared one', async () => {
      const collection = await open();
      const shared = new Float32Array(new SharedArrayBuffer(data.vectors.byteLength));
      shared.set(data.vectors);
      const cut = 1234;
      await collection.insert({ ids: data.ids.subarray(0, cut), vectors: data.vectors.subarray(0, cut * data.dim) });
      await collection.insert({ ids: data.ids.subarray(cut), vectors: shared.subarray(cut * data.dim) });
      await collection.ready();
      expect(await collection.count()).toBe(data.ids.length);
      expect(await recall(collection, data, 'l2')).toBeGreaterThanOrEqual(0.99);
      await collection.drop();
    });

    it('answers with all there is when k is more, and with nothing when nothing is there', async () => {
      const collection = await open();
      const query = data.queries[0] as Float32Array;
      await collection.ready();
      expect(await collection.count()).toBe(0);
      expect(Array.from((await collection.search(query, k)).ids)).toEqual([]);
      const few = {
        dim: data.dim,
        ids: data.ids.slice(0, 4),
        vectors: data.vectors.slice(0, 4 * data.dim),
        queries: [],
      };
      await collection.insert(few);
      await collection.ready();
      expect(Array.from((await collection.search(query, k)).ids)).toEqual(nearest(few, 'l2', query, 4));
      await collection.drop();
    });

    it('refuses what cannot be measured before the engine sees it', async () => {
      const collection = await open({ metric: 'cosine' });
      const ids = Uint32Array.of(1, 2);
      const good = data.vectors.slice(0, 2 * data.dim);
      const spoiled = (at: number, value: number): Float32Array => {
        const vectors = good.slice();
        vectors[at] = value;
        return vectors;
      };
      const zeros = good.slice().fill(0, data.dim);
      const query = data.queries[0] as Float32Array;
      const nan = query.slice().fill(NaN, 3, 4);

      const insert = (vectors: Float32Array): Promise<void> => collection.insert({ ids, vectors });
      await expect(insert(spoiled(5, NaN))).rejects.toMatchObject({ name: 'LabError', code: 'not-finite' });
      await expect(insert(spoiled(5, NaN))).rejects.toThrow(/vector of id 1: component 5 is NaN/);
      await expect(insert(spoiled(data.dim, -Infinity))).rejects.toThrow(/id 2: component 0 is -Infinity/);
      await expect(insert(zeros)).rejects.toMatchObject({ code: 'zero-vector' });
      await expect(insert(good.subarray(1))).rejects.toMatchObject({ code: 'wrong-dimension' });
      await expect(collection.search(nan, k)).rejects.toMatchObject({ code: 'not-finite' });
      await expect(collection.search(query.subarray(1), k)).rejects.toMatchObject({ code: 'wrong-dimension' });
      await expect(collection.search(query, 0)).rejects.toMatchObject({ code: 'bad-k' });
      expect(await collection.count()).toBe(0);
      await collection.drop();
    });

    it('does with an id that is already there what it declares, and says so', async () => {
      const collection = await open();
      const two = { ids: data.ids.slice(0, 2), vectors: data.vectors.slice(0, 2 * data.dim) };
      const moved = two.vectors.slice(0, data.dim).map((component) => component + 100);
      await collection.insert(two);
      await collection.ready();

      const again = collection.insert({ ids: two.ids.slice(0, 1), vectors: moved });
      if (engine.capabilities.duplicateIds === 'rejects') {
        await expect(again).rejects.toMatchObject({ code: 'duplicate-id' });
      } else {
        await again;
        await expect(collection.ready()).rejects.toMatchObject({ code: 'duplicate-id' });
      }

      expect(await collection.count()).toBe(2);
      const found = await collection.search(moved, 2);
      const first = { replaces: two.ids[0], rejects: undefined, ignores: undefined }[engine.capabilities.duplicateIds];
      const byOldVectors = nearest({ ...two, dim: data.dim, queries: [] }, 'l2', moved, 2);
      expect(found.ids[0]).toBe(first ?? byOldVectors[0]);
      await collection.drop();
    });

    it('removes where it says that it can', async () => {
      const collection = await opened();
      expect(typeof collection.remove).toBe(engine.capabilities.remove ? 'function' : 'undefined');
      const query = data.queries[0] as Float32Array;
      const gone = nearest(data, 'l2', query, 3);
      await collection.remove?.(Uint32Array.of(...gone, 999));
      if (collection.remove) {
        await collection.ready();
        expect(await collection.count()).toBe(data.ids.length - gone.length);
        const left = nearest(data, 'l2', query, 8).slice(3);
        expect(Array.from((await collection.search(query, 5)).ids)).toEqual(left);
      }
      await collection.drop();
    });

    it('answers only with what passes the filter, or says that it cannot', async () => {
      const collection = await open();
      if (!engine.capabilities.filter) {
        const filtered = collection.search(data.queries[0] as Float32Array, k, { attribute: 'colour', equals: 'red' });
        await expect(filtered).rejects.toMatchObject({ code: 'not-supported' });
        return collection.drop();
      }
      const colours = ['red', 'green', null] as const;
      const attributes = Array.from(data.ids, (_, row) => ({ colour: colours[row % 3] ?? null, even: row % 2 === 0 }));
      await collection.insert({ ...data, attributes });
      await collection.ready();
      const green = Array.from(data.ids).filter((_, row) => row % 3 === 1);
      const query = data.queries[0] as Float32Array;
      const found = await collection.search(query, k, { attribute: 'colour', equals: 'green' });
      const allowed = nearest(data, 'l2', query, data.ids.length).filter((id) => green.includes(id));
      expect(Array.from(found.ids)).toEqual(allowed.slice(0, k));
      const even = await collection.search(query, k, { attribute: 'even', equals: true });
      expect(Array.from(even.ids).every((id) => data.ids.indexOf(id) % 2 === 0)).toBe(true);
      await collection.drop();
    });

    it('puts search parameters in force as it declares, and reads back what is in force', async () => {
      const { ef } = engine.common;
      expect(connection.capabilities.searchParams === 'none').toBe(ef === undefined);
      const build = { [engine.common.m ?? '']: 4, [engine.common.efConstruction ?? '']: 20 };
      delete build[''];
      const make = async (search: object): Promise<Collection> => {
        const parsed = engine.searchOptions.parse(search, engine.name);
        const collection = await open({ search: parsed, capacity: data.ids.length }, build);
        await collection.insert(data);
        await collection.ready();
        return collection;
      };
      const collection = await make(effort(low));
      expect(await collection.readBack()).toMatchObject({ ...build, ...effort(low) });
      if (!ef) return collection.drop();

      const lowRecall = await recall(collection, data, 'l2');
      let sharper = collection;
      if (connection.capabilities.searchParams === 'configure') {
        await collection.configure?.(engine.searchOptions.parse(effort(high), engine.name));
      } else {
        expect('configure' in collection).toBe(false);
        sharper = await make(effort(high));
      }
      expect(await sharper.readBack()).toMatchObject({ ...build, ...effort(high) });
      const highRecall = await recall(sharper, data, 'l2');
      expect(lowRecall).toBeLessThan(0.95);
      expect(highRecall).toBeGreaterThan(lowRecall + 0.05);

      if (sharper === collection) {
        await collection.configure?.(engine.searchOptions.parse(effort(low), engine.name));
        expect(Math.abs((await recall(collection, data, 'l2')) - lowRecall)).toBeLessThan(0.05);
        expect(await collection.readBack()).toMatchObject(effort(low));
      } else await sharper.drop();
      await collection.drop();
    });

    it('answers many at once as one by one, and lets the event loop go', async () => {
      const collection = await opened();
      const oneByOne: number[][] = [];
      for (const query of data.queries) oneByOne.push(Array.from((await collection.search(query, k)).ids));
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const rounds = [...data.queries, ...data.queries, ...data.queries];
      const atOnce = await Promise.all(rounds.map((query) => collection.search(query, k)));
      clearInterval(timer);
      expect(atOnce.slice(0, data.queries.length).map(({ ids }) => Array.from(ids))).toEqual(oneByOne);
      expect(turns).toBeGreaterThan(0);
      await collection.drop();
    });

    it('keeps collections apart, and forgets one that was dropped', async () => {
      const one = await open({ capacity: 2, dim: 2 });
      const other = await open({ capacity: 2, dim: 3 });
      await one.insert({ ids: Uint32Array.of(5), vectors: Float32Array.of(1, 2) });
      await other.insert({ ids: Uint32Array.of(5, 6), vectors: Float32Array.of(1, 2, 3, 4, 5, 6) });
      await Promise.all([one.ready(), other.ready()]);
      expect([await one.count(), await other.count()]).toEqual([1, 2]);
      await one.drop();
      await one.drop();
      await expect(one.search(Float32Array.of(1, 2), 1)).rejects.toMatchObject({ code: 'closed' });
      expect(Array.from((await other.search(Float32Array.of(4, 5, 6), 2)).ids)).toEqual([6, 5]);
      await other.drop();
    });

    it('names an option that it does not know, with those that it does', () => {
      const parse = (): unknown => engine.buildOptions.parse({ colour: 3 }, engine.name);
      expect(parse).toThrow(LabError);
      expect(parse).toThrow(/option colour = 3/);
      expect(parse).toThrow(engine.buildOptions.names.join(', ') || 'none');
    });
  });
}

/** Mean share of the true k nearest among the answers. */
export async function recall(collection: Collection, data: Sample, metric: Metric): Promise<number> {
  let hits = 0;
  for (const query of data.queries) {
    const truth = new Set(nearest(data, metric, query, k));
    const { ids } = await collection.search(query, k);
    hits += Array.from(ids).filter((id) => truth.has(id)).length;
  }
  return hits / (k * data.queries.length);
}

/** Allows for the rounding of an engine that computes in float32. */
function expectAscending(distances: readonly number[]): void {
  for (let i = 1; i < distances.length; i++) {
    const before = distances[i - 1] as number;
    expect(distances[i]).toBeGreaterThanOrEqual(before - 1e-4 * Math.abs(before) - 1e-5);
  }
}
