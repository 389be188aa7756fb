import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { goProgram } from 'vexlab/dist/engines/install/go-program';
import type { FoundBy } from 'vexlab/dist/engines/engine';
import { findServer } from 'vexlab/dist/engines/server/find-server';
import { ownSecret } from 'vexlab/dist/engines/server/own-secret';
import { engine } from 'vexlab/dist/engines/weaviate';
import { addressOf, urlOfPort } from 'vexlab/dist/engines/weaviate/address';
import { enter } from 'vexlab/dist/engines/weaviate/enter';
import { weaviateRecipe } from 'vexlab/dist/engines/weaviate/recipe';
import { idOf, uuidOf } from 'vexlab/dist/engines/weaviate/uuid';
import { pathWith, programFile } from './install/program-file';
import { scratch } from './processes';

const program = goProgram({ name: 'weaviate', module: 'example.org/server', version: 'v1.2.3', what: 'minutes' });
const recipe = weaviateRecipe(program);

it('says what is missing, or that the first start builds it', async () => {
  const bin = scratch();
  const env = { PATH: bin, VEXLAB_CACHE: scratch() };
  const lacking = await recipe.local({ dataDir: scratch(), env });
  const remedy = 'install Go 1.21 or newer (https://go.dev/dl)';
  expect(lacking).toEqual({ missing: 'Go, which builds it, is not on PATH', remedy });
  programFile(bin, 'go', 'exit 0');
  const possible = await recipe.local({ dataDir: scratch(), env: { ...env, PATH: pathWith(bin) } });
  const why = 'not installed yet: its first start builds it (minutes)';
  expect(possible).toMatchObject({ why, version: '1.2.3' });
});

it('goes no further than WEAVIATE_URL', async () => {
  const env = { ...process.env, WEAVIATE_URL: 'http://127.0.0.1:1' };
  const probe = await engine.probe({ dataDir: scratch(), env });
  expect(probe).toMatchObject({ state: 'unavailable', remedy: /unset WEAVIATE_URL/ });
});

describe('the address of gRPC', () => {
  const grpcOf = (url: string, env = {}) => addressOf(url, env).grpc;

  it('is the next port of a server that the lab starts', () => {
    expect(addressOf(urlOfPort(2000), { WEAVIATE_GRPC_URL: 'http://far:1' })).toEqual({
      http: { host: '127.0.0.1', port: 2000, secure: false },
      grpc: { host: '127.0.0.1', port: 2001, secure: false },
    });
  });

  it('is what the environment says, for the server that it names; else the usual one', () => {
    const env = { WEAVIATE_URL: 'http://here:8080', WEAVIATE_GRPC_URL: 'https://there' };
    expect(grpcOf('http://here:8080', env)).toEqual({ host: 'there', port: 443, secure: true });
    expect(grpcOf('http://127.0.0.1:8080', env)).toEqual({ host: '127.0.0.1', port: 50_051, secure: false });
    expect(grpcOf('https://x.weaviate.cloud')).toEqual({ host: 'grpc-x.weaviate.cloud', port: 443, secure: true });
  });
});

describe('entering (protocol test: a stub answers)', () => {
  /** Answers as Weaviate does: 401 to the wrong key, and to any where none is asked for. */
  async function stub(key: string | undefined, meta: object): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer(({ headers }, response) => {
      asked.push(headers.authorization ?? 'nobody');
      response.statusCode = headers.authorization === (key && `Bearer ${key}`) ? 200 : 401;
      response.end(JSON.stringify(meta));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }
  const meta = { version: '1.35.2', hostname: 'http://x', grpcMaxMessageSize: 1000 };
  const entered = { version: '1.35.2', grpcMaxMessageSize: 1000 };
  const setting = () => ({ VEXLAB_CACHE: scratch(), WEAVIATE_API_KEY: 'mine' });

  it('shows no key where none is asked for', async () => {
    const { url, asked } = await stub(undefined, meta);
    expect(await enter(url, setting(), 5000, 'environment')).toEqual(entered);
    expect(asked).toEqual(['nobody']);
  });

  it("shows the user's key to the server of WEAVIATE_URL alone, and the lab's secret to the lab's own servers alone", async () => {
    const env = setting();
    const secret = ownSecret(env);
    for (const [key, ...hows] of [
      ['mine', 'environment'],
      [secret, 'started', 'up', 'docker'],
      ['vexlab', 'environment', 'default-port'],
    ] as [string, ...FoundBy[]][]) {
      for (const how of hows) {
        const { url } = await stub(key, meta);
        expect(await enter(url, env, 5000, how)).toEqual({ ...entered, apiKey: key });
      }
    }
    const { url, asked } = await stub('theirs', meta);
    for (const how of ['environment', 'up'] as const) expect(await recipe.answers(url, env, 5000, how)).toBe(false);
    expect(asked).toEqual(['nobody', 'Bearer mine', 'Bearer vexlab', 'nobody', `Bearer ${secret}`, 'Bearer vexlab']);
  });

  it('shows no secret to whoever listens on the default port', async () => {
    const env = { ...setting(), PATH: '' };
    const secret = ownSecret(env);
    for (const key of ['theirs', secret, 'mine']) {
      const { url, asked } = await stub(key, meta);
      const found = await findServer('weaviate', { ...recipe, defaultUrl: url }, { dataDir: scratch(), env });
      expect(found).toMatchObject({ how: 'missing' });
      expect(asked).toEqual(['nobody', 'Bearer vexlab']);
    }
  });

  it('knows that another program answers', async () => {
    const env = setting();
    const { url } = await stub(undefined, { hello: 'world' });
    expect(await enter(url, env, 5000, 'environment')).toBeUndefined();
    expect(await recipe.answers(url, env, 5000, 'environment')).toBe(false);
    expect(await recipe.answers('no url', env, 5000, 'environment')).toBe(false);
  });
});

it('writes ids as UUIDs and reads them back', () => {
  expect(uuidOf(0)).toBe('00000000-0000-0000-0000-000000000000');
  expect(uuidOf(4_294_967_295)).toBe('00000000-0000-0000-0000-0000ffffffff');
  for (const id of [0, 1, 77, 2 ** 31, 4_294_967_295]) expect(idOf(uuidOf(id))).toBe(id);
});
