import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/qdrant';
import { addressOf } from 'vexlab/dist/engines/qdrant/address';
import { connectQdrant } from 'vexlab/dist/engines/qdrant/connection';
import { qdrantRecipe } from 'vexlab/dist/engines/qdrant/recipe';
import { findServer } from 'vexlab/dist/engines/server/find-server';
import { runs, scratch } from './processes';
import { connected, open } from './qdrant/connected';
import { qdrantStub } from './qdrant/stub';

describe('finding Qdrant', () => {
  const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ VEXLAB_CACHE: scratch(), PATH: '', ...more });
  const find = (more: NodeJS.ProcessEnv, defaultUrl = 'http://127.0.0.1:1') =>
    findServer(
      'qdrant',
      { ...qdrantRecipe(), defaultUrl, container: undefined },
      { dataDir: scratch(), env: env(more) },
    );

  it('takes QDRANT_URL first, then the default port, and only what says that it is Qdrant', async () => {
    const stub = await qdrantStub();
    expect(await find({ QDRANT_URL: stub.url })).toEqual({ how: 'environment', url: stub.url });
    expect(await find({}, stub.url)).toEqual({ how: 'default-port', url: stub.url });
    const wrong = `${stub.url}/collections`;
    expect(await find({ QDRANT_URL: wrong }, stub.url)).toMatchObject({ how: 'missing', remedy: /unset QDRANT_URL/ });
    expect(await find({ QDRANT_URL: 'no url' }, stub.url)).toMatchObject({ how: 'missing' });
  });

  it('says what is missing, and what mends it', async () => {
    const why = 'no server runs, and there is no program qdrant on PATH';
    expect(await find({})).toMatchObject({ how: 'missing', why, remedy: /releases\) on PATH, or set QDRANT_URL/ });
    const folder = scratch();
    program(folder, 'exit 3');
    expect(await find({ PATH: folder })).toMatchObject({
      how: 'missing',
      why: /qdrant does not either: Command failed/,
    });
  });

  it('reads an address as URLs are read, not as 6333 where there is no port', () => {
    expect(addressOf('https://example.com')).toEqual({
      url: 'https://example.com',
      port: 443,
      prefix: '',
      href: 'https://example.com:443/',
    });
    expect(addressOf('http://127.0.0.1:6333/behind/proxy/')).toMatchObject({
      port: 6333,
      prefix: '/behind/proxy',
      href: 'http://127.0.0.1:6333/behind/proxy/',
    });
  });
});

/** An executable `qdrant` whose text is a shell script. */
function program(folder: string, text: string): void {
  writeFileSync(join(folder, 'qdrant'), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, 'qdrant'), 0o755);
}

describe('starting the program on PATH', () => {
  /** Answers as Qdrant does, with what it was started with in the place of its commit. */
  const server = `
    const file = process.argv[2];
    const { service } = JSON.parse(require('fs').readFileSync(file, 'utf8'));
    const { env } = process;
    const commit = JSON.stringify({ cwd: process.cwd(), names: Object.keys(env).filter((name) => /^QDRANT|RUN_MODE/.test(name)) });
    const answer = (request, response) => {
      response.setHeader('content-type', 'application/json');
      const version = { title: 'qdrant - vector search engine', version: '1.18.3', commit };
      response.end(JSON.stringify(request.url === '/' ? version : { result: { collections: [] }, status: 'ok', time: 0 }));
    };
    require('http').createServer(answer).listen(service.http_port, service.host);
  `;

  it('gives it a folder, a file and a port of its own, and nothing of the settings of another server', async () => {
    const [bin, whole] = [scratch(), scratch()];
    const dataDir = relative(process.cwd(), whole);
    writeFileSync(join(bin, 'server.js'), server);
    program(
      bin,
      `[ "$1" = --version ] && echo "qdrant 1.18.3" && exit\nexec "${process.execPath}" "${join(bin, 'server.js')}" "$2"`,
    );
    const env = {
      VEXLAB_CACHE: scratch(),
      PATH: [relative(process.cwd(), bin), process.env.PATH].join(delimiter),
      QDRANT__SERVICE__HOST: '0.0.0.0',
      QDRANT_API_KEY: 'secret',
      RUN_MODE: 'production',
    };
    const context = { dataDir, env };
    const recipe = { ...qdrantRecipe(), defaultUrl: 'http://127.0.0.1:1', container: undefined };
    const found = await findServer('qdrant', recipe, context);
    expect(found).toMatchObject({ how: 'started', version: '1.18.3', why: `qdrant 1.18.3 at ${join(bin, 'qdrant')}` });
    if (found.how !== 'started') return;
    const own = await found.start(context);
    onTestFinished(() => own.stop());
    const attached = {
      how: found.how,
      url: `http://127.0.0.1:${own.port}`,
      own,
      pids: () => [own.pid() as number],
      close: () => own.stop(),
    };
    const connection = await connectQdrant(attached, context, engine.capabilities);
    expect(connection).toMatchObject({ how: 'started', serverVersion: '1.18.3' });
    const home = join(whole, 'qdrant');
    expect(connection.dataFolder).toBe(join(home, 'storage'));
    const said = (await (await fetch(attached.url)).json()) as { commit: string };
    expect(JSON.parse(said.commit)).toEqual({ cwd: home, names: [] });
    expect(JSON.parse(readFileSync(join(home, 'qdrant.yaml'), 'utf8'))).toEqual({
      log_level: 'WARN',
      service: { host: '127.0.0.1', http_port: own.port, grpc_port: null },
      storage: { storage_path: join(home, 'storage') },
      telemetry_disabled: true,
    });

    const [before] = connection.pids() as [number];
    await connection.restart?.(false);
    const [after] = connection.pids() as [number];
    expect([runs(before), runs(after)]).toEqual([false, true]);
    await connection.ping?.();
    await connection.close();
    expect(runs(after)).toBe(false);
    await expect(connection.ping?.()).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('access', () => {
  it('is by the key of QDRANT_API_KEY, and without it the error says which variable to set', async () => {
    const stub = await qdrantStub({ key: 'secret' });
    await expect(connected(stub)).rejects.toMatchObject({ code: 'unauthorized', remedy: /QDRANT_API_KEY/ });
    await expect(connected(stub, { QDRANT_API_KEY: 'other' })).rejects.toThrow('Must provide an API key');
    // A key that is right, and is not shown to whoever listens on the default port.
    const unnamed = { how: 'default-port' as const, url: stub.url, pids: () => [], close: () => Promise.resolve() };
    const context = { dataDir: scratch(), env: { QDRANT_API_KEY: 'secret' } };
    const notShown = connectQdrant(unnamed, context, engine.capabilities);
    await expect(notShown).rejects.toMatchObject({ code: 'unauthorized', remedy: /^set QDRANT_URL/ });
    const connection = await connected(stub, { QDRANT_API_KEY: 'secret' });
    expect(await (await open(connection)).count()).toBe(0);
  });
});
