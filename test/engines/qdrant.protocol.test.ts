import { beforeAll, describe, expect, it } from 'vitest';
import { engine } from 'vexlab/dist/engines/qdrant';
import { requestsOf } from 'vexlab/dist/engines/qdrant/requests';
import { contractSuite } from './contract';
import { askedOf, connected, open, origin, two } from './qdrant/connected';
import { realSuite } from './qdrant/real-suite';
import { qdrantStub } from './qdrant/stub';

realSuite();

/** The stub scans whatever it is asked, so that its ef changes nothing. */
describe('with a stub', () => {
  const env: NodeJS.ProcessEnv = { VEXLAB_STUBS: engine.name };
  beforeAll(async () => {
    const stub = await qdrantStub({ keep: true });
    env.QDRANT_URL = stub.url;
    return () => stub.close();
  });
  contractSuite(engine, {
    env,
    findings: {
      'duplicate-id': 'silently puts a vector in the place of one with the same id',
      'ef-changes-recall': 'hnsw_ef 10 and 400 give recall@10 1 and 1, 1 set back; it reports 10 and 400',
      'zero-vector': 'As a vector: accepted in silence; .* As a query: accepted in silence',
    },
  });
});

describe('what is sent', () => {
  it('asks for the index that was asked for, and for an index of each attribute before there are vectors', async () => {
    const stub = await qdrantStub();
    const collection = await open(await connected(stub), {
      metric: 'cosine',
      build: engine.buildOptions.parse({ m: 9, ef_construct: 44, default_segment_number: 3 }, 'qdrant'),
      attributes: { colour: 'text', 'a.b': 'number', even: 'boolean' },
    });
    await collection.insert({ ids: Uint32Array.of(1), vectors: Float32Array.of(1, 0) });
    const writes = stub.asked.filter(({ method }) => method === 'PUT').map(({ path, body }) => ({ path, body }));
    const name = [...stub.collections.keys()][0] as string;
    expect(name).toMatch(/^vexlab-a-name-of--3-words-[0-9a-f]{8}$/);
    const index = (field_name: string, field_schema: string) => ({
      path: `/collections/${name}/index?wait=true`,
      body: { field_name, field_schema },
    });
    expect(writes).toEqual([
      {
        path: `/collections/${name}`,
        body: {
          vectors: { size: 2, distance: 'Cosine' },
          hnsw_config: { m: 9, ef_construct: 44, full_scan_threshold: 10 },
          optimizers_config: { indexing_threshold: 1, default_segment_number: 3 },
        },
      },
      index('colour', 'keyword'),
      index('"a.b"', 'float'),
      index('even', 'bool'),
      { path: `/collections/${name}/points?wait=true`, body: { batch: { ids: [1], vectors: [[1, 0]] } } },
    ]);
    expect(await collection.readBack()).toEqual({
      m: 9,
      ef_construct: 44,
      full_scan_threshold: 10,
      indexing_threshold: 1,
      default_segment_number: 3,
      segments_count: 2,
      indexed_vectors_count: 1,
      hnsw_ef: 100,
      exact: false,
    });
  });

  it('puts search parameters and filters into each query', async () => {
    const stub = await qdrantStub();
    const collection = await open(await connected(stub));
    await collection.insert({
      ...two,
      attributes: [
        { n: 1.5, t: null },
        { n: 2, t: 'x' },
      ],
    });
    await collection.search(origin, 3);
    await collection.configure?.(engine.searchOptions.parse({ hnsw_ef: 7, exact: true }, 'qdrant'));
    const filters = [
      { attribute: 'n', equals: 1.5 },
      { attribute: 't', equals: null },
      { attribute: 't', equals: 'x' },
    ];
    const found: number[][] = [];
    for (const filter of filters) found.push(Array.from((await collection.search(origin, 3, filter)).ids));
    expect(found).toEqual([[7], [7], [4_294_967_295]]);
    const common = { query: [0, 0], limit: 3, with_payload: false, with_vector: false };
    const params = { hnsw_ef: 7, exact: true };
    const filtered = (condition: object) => ({ ...common, params, filter: { must: [condition] } });
    expect(askedOf(stub, 'POST', /points\/query/).map(({ body }) => body)).toEqual([
      { ...common, params: { hnsw_ef: 100, exact: false } },
      filtered({ key: 'n', range: { gte: 1.5, lte: 1.5 } }),
      filtered({ is_null: { key: 't' } }),
      filtered({ key: 't', match: { value: 'x' } }),
    ]);
  });

  it('sends several queries in one request, and reads an answer to each', async () => {
    const stub = await qdrantStub();
    const collection = await open(await connected(stub));
    await collection.insert(two);
    const queries = [origin, Float32Array.of(3, 4), origin];
    const answers = (await collection.searchBatch?.(queries, 1)) ?? [];
    expect(answers.map(({ ids }) => ids[0])).toEqual([7, 4_294_967_295, 7]);
    const [asked, ...more] = askedOf(stub, 'POST', /points\/query/);
    expect(more).toEqual([]);
    expect(asked?.path).toMatch(/points\/query\/batch$/);
    expect((asked?.body.searches as { query: number[] }[]).map(({ query }) => query)).toEqual([
      [0, 0],
      [3, 4],
      [0, 0],
    ]);
    await expect(collection.searchBatch?.([], 1)).rejects.toMatchObject({ code: 'no-queries' });
  });

  it('cuts a batch to what one request may carry, by its bytes', async () => {
    const stub = await qdrantStub();
    const [n, dim] = [1000, 1536];
    const collection = await open(await connected(stub), { dim });
    const vectors = Float32Array.from({ length: n * dim }, (_, i) => -Math.fround(1.1754943508222875e-38) * (i + 1));
    await collection.insert({ ids: Uint32Array.from({ length: n }, (_, i) => i), vectors });
    const puts = stub.asked.filter(({ path }) => path.includes('/points?'));
    expect(puts.length).toBeGreaterThan(1);
    for (const { bytes } of puts) expect(bytes).toBeLessThan(17 * 1024 * 1024);
    expect(await collection.count()).toBe(n);
  });

  it('counts what attributes take, and sends alone what alone is too much', () => {
    const batch = { ids: Uint32Array.of(1, 2, 3), vectors: new Float32Array(6) };
    const attributes = [{ t: 'x' }, { t: 'x'.repeat(1000) }, { t: 'x' }];
    const idsOf = (most: number) => [...requestsOf({ ...batch, attributes }, most)].map(({ ids }) => ids);
    expect(idsOf(2000)).toEqual([[1, 2, 3]]);
    expect(idsOf(500)).toEqual([[1], [2], [3]]);
    expect([...requestsOf({ ids: new Uint32Array(0), vectors: new Float32Array(0) })]).toEqual([]);
  });
});

describe('what becomes of errors', () => {
  const statuses: [number, string, string][] = [
    [401, 'unauthorized', 'Must provide an API key'],
    [403, 'unauthorized', 'Forbidden: Global access is required'],
    [429, 'rate-limited', 'Rate limiting exceeded: Read rate limit exceeded'],
    [400, 'engine-error', 'Wrong input: Not existing vector name error'],
    [500, 'engine-error', 'Service internal error: a panic'],
    [500, 'no-space', 'Service internal error: No space left on device: WAL buffer size exceeds available disk space'],
  ];
  it.each(statuses)(
    'tells HTTP %i as %s, in the words of the server, and asks only once',
    async (status, code, error) => {
      const stub = await qdrantStub();
      const collection = await open(await connected(stub));
      stub.instead = ({ path }) => (path.includes('/points/query') ? { status, error } : undefined);
      const search = collection.search(origin, 1);
      await expect(search).rejects.toMatchObject({ name: 'LabError', code });
      await expect(search).rejects.toThrow(error);
      expect(askedOf(stub, 'POST', /query/)).toHaveLength(1);
    },
  );

  it('tells a request that is too large, a broken connection and a server that is gone', async () => {
    const stub = await qdrantStub();
    const connection = await connected(stub);
    const collection = await open(connection, { dim: 2_000_000 });
    const large = { ids: Uint32Array.of(1), vectors: new Float32Array(2_000_000).fill(Math.fround(1.234e-6)) };
    await expect(collection.insert(large)).rejects.toMatchObject({ code: 'too-large' });
    stub.instead = () => 'hang up';
    await expect(collection.count()).rejects.toMatchObject({ code: 'unreachable' });
    stub.close();
    await expect(connection.ping?.()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('names neither a key nor a password', async () => {
    const stub = await qdrantStub();
    const connection = await connected(
      { url: stub.url.replace('//', '//user:password@') },
      { QDRANT_API_KEY: 'secret' },
    );
    stub.close();
    const failed = await connection.ping?.().catch((error: Error) => `${error.message} ${String(error.cause)}`);
    expect(failed).toMatch(/its server at http:\/\/user:…@127/);
    expect(failed).not.toMatch(/password|secret/);
  });
});

it('keeps 64 requests under way at once: none waits for a connection', async () => {
  const stub = await qdrantStub();
  const collection = await open(await connected(stub));
  let most = 0;
  const sockets = setInterval(() => (most = Math.max(most, stub.connections())), 1);
  await Promise.all(Array.from({ length: 640 }, () => collection.search(origin, 1)));
  clearInterval(sockets);
  expect(most).toBeGreaterThanOrEqual(64);
});

it('leaves nothing behind on the server of somebody else', async () => {
  const stub = await qdrantStub();
  const connection = await connected(stub);
  const collection = await open(connection);
  await open(connection);
  await collection.drop();
  await collection.drop();
  expect(stub.collections.size).toBe(1);
  await connection.close();
  await connection.close();
  expect(stub.collections.size).toBe(0);
  expect('restart' in connection || 'dataFolder' in connection).toBe(false);
  await expect(open(connection)).rejects.toMatchObject({ code: 'closed' });
});
