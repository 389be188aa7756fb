import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { engine as exact } from 'vexlab/dist/engines/exact';
import { engine } from 'vexlab/dist/engines/pinecone';
import { pineconeClient } from 'vexlab/dist/engines/pinecone/client';
import { connectPinecone } from 'vexlab/dist/engines/pinecone/connection';
import { ground, methods, open, two, waiting } from './pinecone/ground';
import { pineconeStub } from './pinecone/stub';
import { newIndex } from './pinecone/stub-index';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { smallDataset } from '../workload/small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../workload/small-sweep';
import { scratch } from './processes';

const { capabilities } = engine;

describe('money', () => {
  it('is spent by nobody who has no key: the variable is named', async () => {
    const probe = await engine.probe({ dataDir: scratch(), env: {} });
    expect(probe).toMatchObject({
      state: 'not-configured',
      remedy: expect.stringContaining('PINECONE_API_KEY') as string,
    });
    const connected = engine.connect({ dataDir: scratch(), env: {}, maySpend: true });
    await expect(connected).rejects.toMatchObject({ code: 'not-configured' });
    const env = { PINECONE_API_KEY: 'x' };
    expect(await engine.probe({ dataDir: scratch(), env })).toMatchObject({ state: 'ready', how: 'environment' });
  });

  it.each([undefined, false])(
    'is not spent where the answer is %s: nothing is asked of the service',
    async (maySpend) => {
      const { env, asked } = await pineconeStub();
      const connected = engine.connect({ dataDir: scratch(), env, ...(maySpend !== undefined && { maySpend }) });
      await expect(connected).rejects.toMatchObject({ code: 'not-confirmed', remedy: /yes/ });
      expect(asked).toEqual([]);
    },
  );

  it('is told before anything is made, with what is there already', async () => {
    const { stub, connection } = await ground();
    const told = () => engine.spends?.({ dataDir: scratch(), env: stub.env });
    const first = await told();
    expect(first).toMatch(/^a serverless index on Pinecone: .* billed to the account of PINECONE_API_KEY/);
    expect(first).not.toContain('There already');
    await open(connection);
    await open(connection);
    const names = [...stub.indexes.keys()];
    expect(await told()).toContain(`There already, made by an earlier or another run: ${names.join(', ')}.`);
    stub.instead = () => ({ status: 401, body: 'Unauthorized' });
    await expect(told()).rejects.toMatchObject({ code: 'unauthorized' });
    stub.instead = () => undefined;
  });

  it('is asked for once, before the first cell and outside every time-out, and the answer holds for the run', async () => {
    const stub = await pineconeStub();
    const asked: number[] = [];
    const slow: typeof engine = { ...engine, connect: (context) => connectPinecone(context, capabilities, waiting) };
    const { records } = await runSweep(
      smallSweep({ engines: ['exact', 'pinecone'], repetitions: 2 }),
      {
        output: temporaryFolder(),
        env: stub.env,
        // Long against what a cell takes on a busy machine: none may end by it but for the waiting.
        cellTimeoutMs: 15_000,
        async maySpend() {
          asked.push(stub.asked.length);
          await sleep(15_500);
          return true;
        },
      },
      laboratory([slow, exact], [smallDataset()]),
    );
    expect(asked).toEqual([1]);
    expect(records.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(stub.indexes.size).toBe(0);
  });

  it('that may not be spent skips its cells, each with what to do, and is asked for no more', async () => {
    const stub = await pineconeStub();
    let asked = 0;
    const { records } = await runSweep(
      smallSweep({ engines: ['pinecone'], repetitions: 2 }),
      { output: temporaryFolder(), env: stub.env, maySpend: () => Promise.resolve(++asked > 1) },
      laboratory([engine], [smallDataset()]),
    );
    expect(asked).toBe(1);
    for (const record of records)
      expect(record).toMatchObject({ state: 'skipped', remedy: expect.stringMatching('--yes') as string });
    expect(methods(stub)).toEqual(['GET /indexes']);
  });
});

describe('the client', () => {
  it('waits no longer than it is told to for an answer', async () => {
    const stub = await pineconeStub();
    const client = await pineconeClient(stub.env, 100);
    stub.instead = () => 'never';
    const asked = client.call(() => client.control.listIndexes());
    await expect(asked).rejects.toMatchObject({ code: 'timed-out', where: 'pinecone' });
  });
});

describe('an index', () => {
  it('is made as asked, used when it is ready, and deleted when it is dropped', async () => {
    const { stub, connection } = await ground({ lag: 3 });
    const collection = await open(connection, { metric: 'ip' }, { cloud: 'gcp', region: 'europe-west4' });
    const [, create] = stub.asked;
    const name = create?.body.name as string;
    expect(name).toMatch(/^vexlab-[0-9a-f]{16}$/);
    expect(create?.body).toEqual({
      name,
      dimension: 2,
      metric: 'dotproduct',
      spec: { serverless: { cloud: 'gcp', region: 'europe-west4' } },
      deletion_protection: 'disabled',
    });
    const described = Array.from({ length: 3 }, () => `GET /indexes/${name}`);
    expect(methods(stub)).toEqual(['GET /indexes', 'POST /indexes', ...described]);
    expect(await collection.readBack()).toEqual({ cloud: 'gcp', region: 'europe-west4', metric: 'dotproduct' });
    await collection.drop();
    await collection.drop();
    expect(methods(stub).filter((one) => one.startsWith('DELETE'))).toEqual([`DELETE /indexes/${name}`]);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
  });

  it('is deleted when the connection is closed, whatever happened before', async () => {
    const { stub, connection } = await ground();
    const collection = await open(connection);
    await open(connection);
    stub.instead = ({ path }) => (path.includes('/data/') ? { status: 503, body: { message: 'down' } } : undefined);
    await expect(collection.insert(two)).rejects.toThrow('HTTP 503: down');
    await connection.close();
    await connection.close();
    expect(stub.indexes.size).toBe(0);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
    await expect(open(connection)).rejects.toMatchObject({ code: 'closed' });
    expect(methods(stub).filter((one) => one === 'POST /indexes')).toHaveLength(2);
  });

  it('is deleted where it does not become ready in time', async () => {
    const { stub, connection } = await ground({ lag: 1_000_000, readyMs: 20 });
    await expect(open(connection)).rejects.toMatchObject({ code: 'not-ready', what: /is Initializing after 0\.02 s/ });
    expect(stub.indexes.size).toBe(0);
  });

  it('is deleted where the run is stopped while it is being made, and where the connection is closed', async () => {
    const ending = new AbortController();
    const { stub, connection } = await ground({ lag: 1_000_000, signal: ending.signal });
    const opening = open(connection);
    setTimeout(() => ending.abort(new Error('enough')), 50);
    await expect(opening).rejects.toThrow();
    expect(methods(stub)).toContain('POST /indexes');
    expect(stub.indexes.size).toBe(0);

    const other = await ground({ lag: 1_000_000 });
    const never = expect(open(other.connection)).rejects.toThrow();
    await other.connection.close();
    await never;
    expect(other.stub.indexes.size).toBe(0);
  });

  it('is deleted where the answer to its making was lost', async () => {
    const { stub, connection } = await ground();
    stub.instead = ({ method, path, body }) => {
      if (method !== 'POST' || path !== '/indexes') return undefined;
      stub.indexes.set(String(body.name), newIndex(body, stub.url, 0));
      return 'hang up';
    };
    await expect(open(connection)).rejects.toMatchObject({ code: 'unreachable' });
    expect(stub.indexes.size).toBe(0);
    expect(methods(stub).at(-1)).toMatch(/^DELETE \/indexes\/vexlab-/);
  });

  it('that was refused is not deleted: there is none', async () => {
    const { stub, connection } = await ground();
    const message = 'Request failed. You have reached the max serverless indexes allowed in project';
    stub.instead = ({ method }) => (method === 'POST' ? { status: 403, body: { error: { message } } } : undefined);
    await expect(open(connection)).rejects.toThrow(`HTTP 403: ${message}`);
    await connection.close();
    expect(methods(stub)).toEqual(['GET /indexes', 'POST /indexes']);
  });

  it('that cannot be deleted is told, by name and with what to do, and tried again at the end', async () => {
    const { stub, connection } = await ground();
    const collection = await open(connection);
    const [name] = [...stub.indexes.keys()] as [string];
    stub.instead = ({ method }) => (method === 'DELETE' ? { status: 500, body: { message: 'no' } } : undefined);
    const told = `its index ${name} may still be there and cost money, because it could not be deleted: pinecone: HTTP 500: no`;
    await expect(collection.drop()).rejects.toMatchObject({
      code: 'left-behind',
      what: told,
      remedy: expect.stringContaining(`curl -X DELETE https://api.pinecone.io/indexes/${name} -H "Api-Key:`) as string,
    });
    const said = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => said.mockRestore());
    await expect(connection.close()).rejects.toMatchObject({ code: 'left-behind' });
    expect(said.mock.calls.flat().join()).toContain(told);
    stub.instead = () => undefined;
    await connection.close();
    expect(stub.indexes.size).toBe(0);
  });
});
