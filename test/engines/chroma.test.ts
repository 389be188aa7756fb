import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChromaClient } from 'chromadb';
import type { LabError } from 'vexlab/dist/base/lab-error';
import { engine } from 'vexlab/dist/engines/chroma';
import { chromaError } from 'vexlab/dist/engines/chroma/error';
import type { Service } from 'vexlab/dist/engines/process/service';
import { connectChroma } from 'vexlab/dist/engines/chroma/connection';
import { chromaRecipe } from 'vexlab/dist/engines/chroma/recipe';
import { attachFound } from 'vexlab/dist/engines/server/attach-server';
import { type FoundServer, findServer } from 'vexlab/dist/engines/server/find-server';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { contractSuite, recall } from './contract';
import { eventually, runs, scratch, smallDisk } from './processes';
import { sample } from './sample-vectors';

contractSuite(engine);

/** Where surely nobody listens. */
const nowhere = 'http://127.0.0.1:1';
const data = sample(2000, 24);

/** A Chroma of the lab's own, also where another answers on the default port. Ends with the test. */
async function ownServer(dataDir = scratch()): Promise<Connection> {
  return connected(await find({ defaultUrl: nowhere }), dataDir);
}

async function connected(found: FoundServer, dataDir = scratch()): Promise<Connection> {
  const context = { dataDir, env: process.env };
  const attached = await attachFound('chroma', chromaRecipe(), context, found);
  const connection = await connectChroma(attached, context, engine.capabilities);
  onTestFinished(() => connection.close());
  return connection;
}

/** Looks for Chroma with another recipe, in an environment that says nothing but `env`, kept servers' folder included. */
function find(other: Partial<ServerRecipe>, env: NodeJS.ProcessEnv = {}, python?: string): Promise<FoundServer> {
  const dataDir = scratch();
  const recipe = { ...chromaRecipe(python), container: undefined, ...other };
  return findServer('chroma', recipe, { dataDir, env: { VEXLAB_CACHE: dataDir, ...env } });
}

/** The address of an own server, from its command line. */
function urlOf(connection: Connection): string {
  const command = execFileSync('ps', ['-o', 'args=', '-p', String(connection.pids()[0])], { encoding: 'utf8' });
  return `http://127.0.0.1:${/--port (\d+)/.exec(command)?.[1]}`;
}

function open(
  connection: Connection,
  build: object = {},
  ef_search = 100,
  dim = data.dim,
  capacity = 10_000,
): Promise<Collection> {
  return connection.open({
    name: 'a name of 3 words',
    dim,
    metric: 'l2',
    capacity,
    build: engine.buildOptions.parse(build, 'chroma'),
    search: engine.searchOptions.parse({ ef_search }, 'chroma'),
  });
}

async function filled(connection: Connection, ef_search: number): Promise<Collection> {
  // With room for no more, the index is saved whole, and a restart loads the same one.
  const build = { max_neighbors: 4, ef_construction: 20 };
  const collection = await open(connection, build, ef_search, data.dim, data.ids.length);
  await collection.insert(data);
  await collection.ready();
  return collection;
}

/** An HTTP server that is not Chroma. */
async function otherServer(): Promise<string> {
  const server = createServer((_, response) => response.end('{"hello":"world"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('finding Chroma', () => {
  it('takes CHROMA_URL first, and does not go on when nobody, or somebody else, answers there', async () => {
    const url = urlOf(await ownServer());
    expect(await find({}, { CHROMA_URL: url })).toEqual({ how: 'environment', url });
    for (const wrong of [nowhere, await otherServer(), 'no url']) {
      const found = await find({ defaultUrl: url }, { CHROMA_URL: wrong });
      expect(found).toMatchObject({ how: 'missing', why: `no server of chroma answers at CHROMA_URL = ${wrong}` });
    }
    const context = { dataDir: scratch(), env: { CHROMA_URL: nowhere } };
    expect(await engine.probe(context)).toMatchObject({ state: 'unavailable', remedy: /unset CHROMA_URL/ });
    await expect(engine.connect(context)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('takes a server on the default port, if it is Chroma', async () => {
    const url = urlOf(await ownServer());
    expect(await find({ defaultUrl: url })).toEqual({ how: 'default-port', url });
    expect(await find({ defaultUrl: await otherServer() })).toMatchObject({ how: 'started' });
  });

  it('says what is missing, and which command mends it', async () => {
    const python = join(scratch(), 'python');
    const found = await find({ defaultUrl: nowhere }, {}, python);
    const why = `no server runs, and ${python} cannot start one: it is not there`;
    expect(found).toEqual({ how: 'missing', why, remedy: 'npm run setup' });
    writeFileSync(
      python,
      '#!/bin/sh\necho "Traceback: x\nModuleNotFoundError: No module named chromadb" >&2; exit 1\n',
    );
    chmodSync(python, 0o755);
    expect(await find({ defaultUrl: nowhere }, {}, python)).toMatchObject({
      why: /cannot start one: ModuleNotFoundError: No mod/,
    });
  });
});

describe("Chroma's ef_search", () => {
  it('is not in force after modify alone, whatever the server reports', async () => {
    const connection = await ownServer();
    const collection = await filled(connection, 1);
    const before = await recall(collection, data, 'l2');
    const url = new URL(urlOf(connection));
    const client = new ChromaClient({ host: url.hostname, port: Number(url.port) });
    const [theirs] = await client.listCollections();
    await theirs?.modify({ configuration: { hnsw: { ef_search: 400 } } });
    expect(theirs?.configuration.hnsw?.ef_search).toBe(400);
    expect(await recall(collection, data, 'l2')).toBe(before);
    expect((await collection.readBack()).ef_search).toBe(1);
  });

  it('is in force after configure, for one collection, while another lives on', async () => {
    const connection = await ownServer();
    const [one, other] = [await filled(connection, 1), await filled(connection, 1)];
    const [before, pid] = [await recall(other, data, 'l2'), connection.pids()[0] as number];
    // Searches that are under way, or come while the server is down, wait for it.
    const meanwhile = Array.from({ length: 20 }, (_, i) => other.search(data.queries[i] as Float32Array, 3));
    const configured = one.configure?.({ ef_search: 400 });
    meanwhile.push(other.search(data.queries[0] as Float32Array, 3));
    await configured;
    for (const { ids } of await Promise.all(meanwhile)) expect(ids).toHaveLength(3);

    expect(connection.pids()[0]).not.toBe(pid);
    expect(runs(pid)).toBe(false);
    expect(await one.readBack()).toMatchObject({ ef_search: 400, max_neighbors: 4, ef_construction: 20 });
    expect(await other.readBack()).toMatchObject({ ef_search: 1 });
    expect(await one.count()).toBe(data.ids.length);
    expect(await recall(one, data, 'l2')).toBeGreaterThan(0.98);
    expect(Math.abs((await recall(other, data, 'l2')) - before)).toBeLessThan(0.05);

    const now = connection.pids();
    await one.configure?.({ ef_search: 400 });
    expect(connection.pids()).toEqual(now);
  });

  it('changes nothing else: the index is the same one after two restarts, whatever the number of vectors', async () => {
    const connection = await ownServer();
    const odd = sample(1999, 24);
    const collection = await open(connection, { max_neighbors: 4, ef_construction: 20 }, 1, 24, odd.ids.length);
    await collection.insert(odd);
    await collection.ready();
    const answers = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const query of odd.queries) found.push(Array.from((await collection.search(query, 10)).ids).join());
      return found;
    };
    const before = await answers();
    await collection.configure?.({ ef_search: 50 });
    expect(await answers()).not.toEqual(before);
    await collection.configure?.({ ef_search: 1 });
    expect(await answers()).toEqual(before);
  });

  it("needs a collection for each value on a server that is not the lab's", async () => {
    const own = await ownServer();
    const foreign = await connected({ how: 'environment', url: urlOf(own) });
    expect(foreign.capabilities.searchParams).toBe('build');
    expect(foreign.pids()).toEqual([]);
    expect(foreign.serverVersion).toMatch(/^\d+\.\d+\.\d+$/);
    const [blunt, sharp] = [await filled(foreign, 1), await filled(foreign, 400)];
    expect('configure' in blunt).toBe(false);
    expect([await blunt.readBack(), await sharp.readBack()]).toMatchObject([{ ef_search: 1 }, { ef_search: 400 }]);
    expect(await recall(blunt, data, 'l2')).toBeLessThan(0.95);
    expect(await recall(sharp, data, 'l2')).toBeGreaterThan(0.98);
    await blunt.drop();
    await foreign.close();
    const url = new URL(urlOf(own));
    expect(await new ChromaClient({ host: url.hostname, port: Number(url.port) }).listCollections()).toEqual([]);
    expect(runs(own.pids()[0] as number)).toBe(true);
    await expect(sharp.count()).rejects.toMatchObject({ code: 'closed' });
  });
});

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
