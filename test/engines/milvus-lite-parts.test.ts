import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/milvus-lite';
import { liteError } from 'vexlab/dist/engines/milvus-lite/error';
import { accepted, Refusal } from 'vexlab/dist/engines/milvus-lite/reply';
import type { Service } from 'vexlab/dist/engines/process/service';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { scratch } from './processes';

const recipe = engine.server as ServerRecipe;
/** Where surely nobody listens. */
const nowhere = 'http://127.0.0.1:1';

it('says what it would install where it is not installed', async () => {
  const env = { ...process.env, VEXLAB_CACHE: join(scratch(), 'cache') };
  expect(await recipe.local({ dataDir: scratch(), env })).toMatchObject({
    why: expect.stringMatching(
      /^not installed yet: its first start fetches Milvus Lite 3\.2\.2 .*about 360 MB$/,
    ) as string,
  });
  const named = { ...env, MILVUS_URL: nowhere };
  expect(await engine.probe({ dataDir: scratch(), env: named })).toEqual({
    state: 'unavailable',
    why: `no server of milvus-lite answers at MILVUS_URL = ${nowhere}`,
    remedy: 'start that server, or unset MILVUS_URL',
  });
});

/** A server that is not Milvus Lite. */
async function otherServer(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('hello\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('does not take anybody else for Milvus Lite', async () => {
  for (const wrong of [nowhere, await otherServer(), 'no url']) {
    expect(await recipe.answers(wrong, {}, 500, 'environment')).toBe(false);
  }
});

it('takes both of its codes for what they say', () => {
  const status = { extra_info: {}, error_code: 'Success', reason: '', code: 0, retriable: false, detail: '' };
  expect(accepted(status)).toBe(status);
  expect(accepted({ status, more: 1 })).toMatchObject({ more: 1 });
  // As Milvus Lite 3.2.2 answers where it meets an error that it did not expect.
  const failed = { ...status, code: 1, reason: 'unknown index_type' };
  expect(() => accepted(failed)).toThrow('unknown index_type');
  expect(() => accepted({ status: { ...status, error_code: 6, reason: '' } })).toThrow('error code 0, and no reason');
});

it('tells a search that its server is gone without waiting for the news, which other calls wait for', async () => {
  let waited: number | undefined;
  const own = {
    logFile: '/log',
    died: (withinMs = 0) => {
      waited = withinMs;
      return Promise.resolve(undefined);
    },
  } as Service;
  const facts = { url: nowhere, dataDir: scratch(), own };
  const refused = Object.assign(new Error('14 UNAVAILABLE'), { code: 14 });
  expect(await liteError(refused, { ...facts, atOnce: true })).toMatchObject({ code: 'unreachable' });
  expect(waited).toBe(0);
  await liteError(refused, { ...facts, atOnce: false });
  expect(waited).toBeGreaterThan(0);
  const late = Object.assign(new Error('4 DEADLINE_EXCEEDED'), { code: 4 });
  expect(await liteError(late, { ...facts, atOnce: true })).toMatchObject({ code: 'timed-out' });
  const status = { extra_info: {}, error_code: 6, reason: "unknown field 'x'", retriable: false, detail: '' };
  expect(await liteError(new Refusal(status), { ...facts, atOnce: true })).toMatchObject({
    code: 'engine-error',
    what: "unknown field 'x'",
    remedy: 'see /log',
  });
});
