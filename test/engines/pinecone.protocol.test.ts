import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/pinecone';
import { connectPinecone } from 'vexlab/dist/engines/pinecone/connection';
import { spending } from 'vexlab/dist/workload/run/spending';
import { contractSuite } from './contract';
import { ground, methods, open, query, two, waiting } from './pinecone/ground';
import { pineconeStub } from './pinecone/stub';
import { scratch } from './processes';

describe('with a stub', () => {
  const env: Record<string, string> = { VEXLAB_STUBS: engine.name };
  beforeAll(async () => {
    const stub = await pineconeStub({ keep: true });
    Object.assign(env, stub.env);
    return () => {
      expect(stub.indexes.size).toBe(0);
      stub.close();
    };
  });
  const asked: Engine = {
    ...engine,
    connect: (context) => connectPinecone({ ...context, maySpend: true }, engine.capabilities, waiting),
  };
  contractSuite(asked, {
    env,
    findings: { 'duplicate-id': 'silently puts a vector in the place of one with the same id' },
  });
});

describe('what is sent', () => {
  it('cuts a batch at 1000 vectors and at 2 MB', async () => {
    const { stub, connection } = await ground();
    const upserts = (): { count: number; bytes: number }[] =>
      stub.asked
        .filter(({ path }) => path.endsWith('/vectors/upsert'))
        .map(({ body, bytes }) => ({ count: (body.vectors as unknown[]).length, bytes }));
    const ids = Uint32Array.from({ length: 2500 }, (_, i) => i);
    const small = await open(connection);
    await small.insert({ ids, vectors: new Float32Array(5000).fill(1) });
    expect(upserts().map(({ count }) => count)).toEqual([1000, 1000, 500]);
    await small.ready();
    expect(await small.count()).toBe(2500);
    stub.asked.length = 0;
    const large = await open(connection, { dim: 1536 });
    const vectors = Float32Array.from({ length: 300 * 1536 }, (_, i) => Math.sin(i));
    await large.insert({ ids: ids.subarray(0, 300), vectors });
    const sizes = upserts().map(({ bytes }) => bytes);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000_000);
    expect(Math.max(...sizes)).toBeGreaterThan(1_900_000);
  });

  it('carries ids as text, attributes without nulls, and filters as they are to be read', async () => {
    const { stub, connection } = await ground();
    const collection = await open(connection);
    await collection.insert({
      ...two,
      attributes: [
        { t: null, n: 0 },
        { t: 'x', n: 1.5 },
      ],
    });
    await collection.ready();
    const sent = stub.asked.find(({ path }) => path.endsWith('/vectors/upsert'))?.body;
    expect(sent).toMatchObject({
      vectors: [
        { id: '7', values: [0, 1], metadata: { n: 0 } },
        { id: '4294967295', values: [3, 4], metadata: { t: 'x', n: 1.5 } },
      ],
    });
    const found: number[][] = [];
    for (const [attribute, equals] of [
      ['t', null],
      ['t', 'x'],
      ['n', 0],
    ] as const) {
      found.push(Array.from((await collection.search(query, 5, { attribute, equals })).ids));
    }
    expect(found).toEqual([[7], [4_294_967_295], [7]]);
    const filters = stub.asked.filter(({ path }) => path.endsWith('/query')).map(({ body }) => body.filter);
    expect(filters).toEqual([{ t: { $exists: false } }, { t: { $eq: 'x' } }, { n: { $eq: 0 } }]);
  });

  it('gives distances, of which less is nearer', async () => {
    const { connection } = await ground();
    const distances: number[][] = [];
    for (const metric of ['l2', 'cosine', 'ip'] as const) {
      const collection = await open(connection, { metric });
      await collection.insert({ ids: Uint32Array.of(1, 2), vectors: Float32Array.of(0, 2, 3, 0) });
      await collection.ready();
      const found = await collection.search(query, 2);
      distances.push(Array.from(found.distances ?? [], (distance) => Number(distance.toFixed(6))));
    }
    expect(distances).toEqual([
      [1, 10],
      [0, 1],
      [-2, 0],
    ]);
  });
});

describe('what becomes of time and errors', () => {
  it('waits until all are counted, and says how many were when the time is up', async () => {
    const { connection } = await ground({ lag: 4 });
    const collection = await open(connection);
    await collection.insert(two);
    expect(await collection.count()).toBe(0);
    await collection.ready();
    expect(await collection.count()).toBe(2);
    const slow = await ground({ lag: 1, countedMs: 20 });
    const late = await open(slow.connection);
    await late.insert(two);
    slow.stub.instead = ({ path }) => (path.endsWith('_stats') ? { body: { totalVectorCount: 1 } } : undefined);
    const what = '1 vectors are counted where 2 are due after 0.02 s';
    await expect(late.ready()).rejects.toMatchObject({ code: 'not-ready', what });
  });

  it.each([
    [401, 'unauthorized', /PINECONE_API_KEY/],
    [429, 'rate-limited', /limits of your plan/],
    [500, 'engine-error', undefined],
    [503, 'engine-error', undefined],
  ])('tells HTTP %i as %s and asks only once: nothing is retried unseen', async (status, code, remedy) => {
    const { stub, connection } = await ground();
    const collection = await open(connection);
    stub.instead = ({ path }) => (path.endsWith('/query') ? { status, body: { message: 'in its words' } } : undefined);
    const searched = collection.search(query, 1);
    await expect(searched).rejects.toMatchObject({ code, ...(remedy && { remedy }) });
    await expect(searched).rejects.toThrow(`HTTP ${status}: in its words`);
    expect(methods(stub).filter((one) => one.endsWith('/query'))).toHaveLength(1);
  });

  it('tells a key that is not taken before money is asked for, and a service that does not answer', async () => {
    const stub = await pineconeStub();
    let questions = 0;
    const may = spending(() => Promise.resolve(questions++ >= 0));
    const connect = (env: object) => may(engine, { dataDir: scratch(), env: { ...stub.env, ...env } });
    await expect(connect({ PINECONE_API_KEY: 'wrong' })).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(connect({ PINECONE_CONTROLLER_HOST: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'unreachable',
      what: expect.stringMatching(/ECONNREFUSED|bad port|fetch failed/) as string,
    });
    expect(questions).toBe(0);
  });

  it('never tells the key', async () => {
    const { stub, connection } = await ground();
    const collection = await open(connection);
    stub.instead = () => 'hang up';
    const error = await collection.search(query, 1).catch((thrown: unknown) => thrown as Error);
    stub.instead = () => undefined;
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(inspect(error, { depth: 10 })).not.toContain(stub.env.PINECONE_API_KEY);
  });

  it('pings where indexes are listed, and where the data lies once there is an index', async () => {
    const { stub, connection } = await ground();
    await connection.ping?.();
    await open(connection);
    await connection.ping?.();
    const pings = methods(stub).filter((one) => one === 'GET /indexes' || one.endsWith('describe_index_stats'));
    expect(pings).toEqual(['GET /indexes', 'GET /indexes', expect.stringContaining('/data/vexlab-')]);
  });
});
