import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from 'vexlab/dist/engines/engine';
import { attachFound } from 'vexlab/dist/engines/server/attach-server';
import { type FoundServer, findServer } from 'vexlab/dist/engines/server/find-server';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { chromaRecipe } from 'vexlab/dist/engines/chroma/recipe';
import { engine } from 'vexlab/dist/engines/vexfs';
import { connectVexfs } from 'vexlab/dist/engines/vexfs/connection';
import { readVersion } from 'vexlab/dist/engines/vexfs/generation';
import { vexfsRecipe } from 'vexlab/dist/engines/vexfs/recipe';
import { eventually, runs, scratch } from './processes';
import { data, open, stub } from './vexfs/connected';

const nowhere = 'http://127.0.0.1:1';

/** Looks for VexFS in an environment that says nothing but `env`. */
function find(other: Partial<ServerRecipe>, env: NodeJS.ProcessEnv = {}): Promise<FoundServer> {
  const dataDir = scratch();
  const recipe = { ...vexfsRecipe, container: undefined, ...other };
  return findServer('vexfs', recipe, { dataDir, env: { VEXLAB_CACHE: dataDir, ...env } });
}

/** A server that answers every request with this. */
async function answering(body: string): Promise<string> {
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the version tells the generation', () => {
  it.each([
    [
      '{"name":"VexFS Unified Server","status":"healthy","version":"1.0.0"}',
      { generation: 'unified', version: '1.0.0' },
    ],
    [
      '{"success":true,"data":"VexFS 1.0.0 (ChromaDB-compatible)","error":null}',
      { generation: 'wrapped', version: '1.0.0' },
    ],
    [
      '{"success":true,"data":{"version":"1.0.0","name":"VexFS"},"error":null}',
      { generation: 'wrapped', version: '1.0.0' },
    ],
    ['"0.4.24"', undefined],
    ['"1.0.0"', undefined],
    ['{"error":"Unimplemented","message":"The v1 API is deprecated. Please use /v2 apis"}', undefined],
    ['{"success":false,"data":"VexFS 1.0.0","error":"no"}', undefined],
    ['{"name":"VexFSomething","version":"1.0.0"}', undefined],
    ['{}', undefined],
    ['null', undefined],
    ['VexFS', undefined],
  ])('%s', (body, expected) => {
    expect(readVersion(body)).toEqual(expected);
  });
});

describe('finding VexFS', () => {
  it('takes VEXFS_URL first, and does not go on when nobody, or Chroma, answers there', async () => {
    const { url } = await stub();
    expect(await find({}, { VEXFS_URL: url })).toEqual({ how: 'environment', url, version: '1.0.0 (unified)' });
    for (const wrong of [nowhere, await answering('"0.4.24"'), 'no url']) {
      const found = await find({ defaultUrl: url }, { VEXFS_URL: wrong });
      expect(found).toMatchObject({ how: 'missing', why: `no server of vexfs answers at VEXFS_URL = ${wrong}` });
    }
  });

  it('takes the first default port where VexFS answers, of either generation, and never Chroma', async () => {
    const [chroma, old, young] = [await answering('"0.4.24"'), await stub({ generation: 'wrapped' }), await stub()];
    expect(vexfsRecipe.defaultUrl).toEqual(['http://127.0.0.1:7680', 'http://127.0.0.1:8000']);
    expect(await find({ defaultUrl: [young.url, old.url] })).toMatchObject({
      how: 'default-port',
      url: young.url,
      version: '1.0.0 (unified)',
    });
    expect(await find({ defaultUrl: [nowhere, old.url] })).toMatchObject({
      how: 'default-port',
      url: old.url,
      version: '1.0.0 (wrapped)',
    });
    expect(await find({ defaultUrl: [nowhere, chroma] })).toMatchObject({ how: 'missing' });
  });

  it('is not confused with a real Chroma, nor Chroma with it', async ({ skip }) => {
    const local = await chromaRecipe().local({ dataDir: scratch(), env: process.env });
    if ('missing' in local) return skip(local.missing);
    const chroma = await local.start({ dataDir: scratch(), env: process.env });
    onTestFinished(() => chroma.stop());
    const chromaUrl = `http://127.0.0.1:${chroma.port}`;
    expect(await chromaRecipe().answers(chromaUrl, {}, 5000, 'environment')).toBe(true);
    expect(await vexfsRecipe.answers(chromaUrl, {}, 5000, 'environment')).toBe(false);
    for (const generation of ['unified', 'wrapped'] as const) {
      const { url } = await stub({ generation });
      expect(await vexfsRecipe.answers(url, {}, 5000, 'environment')).toBe(true);
      expect(await chromaRecipe().answers(url, {}, 5000, 'environment')).toBe(false);
    }
  });

  it('says what is missing, and which command mends it', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'vexfs_unified_server'));
    expect(await find({ defaultUrl: [] }, { PATH: folder })).toMatchObject({
      why: 'no server runs, and vexfs_unified_server is not on PATH',
      remedy: /cargo build --release --features server --bin vexfs_unified_server/,
    });
  });

  it('shows the key of VEXFS_API_KEY to the server of VEXFS_URL alone, and keeps the path of that URL', async () => {
    const asked: string[] = [];
    const server = createServer(({ url = '', headers }, response) => {
      asked.push(`${url} ${String(headers['x-api-key'])}`);
      response.end('{"name":"VexFS Unified Server","status":"healthy","version":"1.0.0"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/behind/proxy/`;
    const context = { dataDir: scratch(), env: { VEXFS_URL: url, VEXFS_API_KEY: 'mine' } };
    for (const how of ['environment', 'default-port'] as const) {
      const attached = { how, url, pids: () => [], close: () => Promise.resolve() };
      await (await connectVexfs(attached, context, engine.capabilities)).close();
    }
    expect(await find({}, { VEXFS_URL: url })).toMatchObject({ how: 'environment', url });
    const path = '/behind/proxy/api/v1/version';
    expect(asked).toEqual([`${path} mine`, `${path} vexfs-default-key`, `${path} undefined`, `${path} undefined`]);
  });

  it('refuses to connect where something else has taken the place of the server', async () => {
    const attached = {
      how: 'environment',
      url: await answering('{}'),
      pids: () => [],
      close: () => Promise.resolve(),
    } as const;
    const connection = connectVexfs(attached, { dataDir: scratch(), env: {} }, engine.capabilities);
    await expect(connection).rejects.toMatchObject({ code: 'unavailable' });
  });
});

/** What the real program does as far as starting, stopping and forgetting goes. */
const program = `#!${process.execPath}
const names = new Set();
require('http').createServer((request, response) => {
  const [answer, chunks] = [(value) => response.end(JSON.stringify(value)), []];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    if (request.url === '/api/v1/version') return answer({ name: 'VexFS Unified Server', version: '1.0.0' });
    if (request.method === 'GET') {
      return answer({ collections: [...names].map((name) => ({ name, document_count: 0 })) });
    }
    if (request.method !== 'POST') return response.writeHead(500).end();
    const { name } = JSON.parse(Buffer.concat(chunks));
    names.add(name);
    answer({ name });
  });
}).listen(Number(process.env.VEXFS_PORT), process.env.VEXFS_HOST);
`;

describe('a server of its own', () => {
  async function started(dataDir = scratch()): Promise<Connection> {
    const folder = scratch();
    const file = join(folder, 'vexfs_unified_server');
    writeFileSync(file, program);
    chmodSync(file, 0o755);
    const env = { PATH: `${scratch()}:${folder}`, VEXLAB_CACHE: scratch() };
    const found = await find({ defaultUrl: [] }, env);
    expect(found).toMatchObject({ how: 'started', why: file });
    const context = { dataDir, env };
    const connection = await connectVexfs(
      await attachFound('vexfs', vexfsRecipe, context, found),
      context,
      engine.capabilities,
    );
    onTestFinished(() => connection.close());
    return connection;
  }

  it('is started on a loopback port, and ended with the connection', async () => {
    const connection = await started();
    const [pid] = connection.pids() as [number];
    expect(runs(pid)).toBe(true);
    await connection.ping?.();
    await connection.close();
    expect(await eventually(() => !runs(pid))).toBe(true);
  });

  it('has lost every collection when it is started again, and says so', async () => {
    const connection = await started();
    const collection = await open(connection);
    expect(await collection.count()).toBe(0);
    await connection.restart?.(false);
    await expect(collection.count()).rejects.toMatchObject({ code: 'not-found' });
    await collection.drop();
    expect(await (await open(connection)).count()).toBe(0);
  });

  it('is said to have died in all calls after the news', async () => {
    const dataDir = scratch();
    const connection = await started(dataDir);
    const collection = await open(connection);
    const [pid] = connection.pids() as [number];
    process.kill(pid, 'SIGKILL');
    await expect(collection.count()).rejects.toThrow(
      `its server (pid ${pid}) ended with code 137; see ${join(dataDir, 'vexfs.log')}`,
    );
    await expect(collection.search(data.queries[0] as Float32Array, 1)).rejects.toMatchObject({ code: 'server-died' });
  });
});
