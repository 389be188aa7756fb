import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/chroma';
import { isAlive, keptFile, keptFolder, type KeptServer } from 'vexlab/dist/engines/server/kept-server';
import { eventually, runs, scratch } from '../engines/processes';
import { vexlab } from './vexlab';

/** A cache folder of its own, with nothing up; what a test leaves up is ended. */
function own(): NodeJS.ProcessEnv {
  const env = { VEXLAB_CACHE: scratch(), CHROMA_URL: '' };
  onTestFinished(async () => void (await vexlab(['down', '--quiet'], { env })));
  return env;
}

const up = async (env: NodeJS.ProcessEnv, ...args: string[]) => vexlab(['up', ...args, '--json'], { env });
const kept = (env: NodeJS.ProcessEnv): KeptServer =>
  JSON.parse(readFileSync(keptFile('chroma', env), 'utf8')) as KeptServer;

it('keeps a server for whoever comes next, and ends it', async () => {
  const env = own();
  const first = await up(env, 'chroma');
  expect(first.code).toBe(0);
  const { url, pid } = kept(env);
  expect(JSON.parse(first.stdout)).toEqual({ engines: [{ engine: 'chroma', url, pid, already: false }] });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(JSON.parse((await up(env, 'chroma')).stdout)).toMatchObject({ engines: [{ pid, already: true }] });

  const context = { dataDir: scratch(), env: { ...process.env, ...env } };
  expect(await engine.probe(context)).toMatchObject({ state: 'ready', how: 'up' });
  const connection = await engine.connect(context);
  expect([connection.how, connection.pids()]).toEqual(['up', [pid]]);
  // It is not this connection's to end or to start again.
  expect('restart' in connection).toBe(false);
  await connection.close();
  expect(runs(pid)).toBe(true);

  const down = await vexlab(['down', '--json'], { env });
  expect(JSON.parse(down.stdout)).toEqual({ engines: [{ engine: 'chroma', ended: true }] });
  expect(await eventually(() => !runs(pid))).toBe(true);
  expect(existsSync(keptFile('chroma', env))).toBe(false);
  expect((await vexlab(['down'], { env })).stdout).toBe('nothing is up\n');
  expect(existsSync(join(keptFolder(env), 'chroma'))).toBe(true);
  await vexlab(['down', '--remove-data'], { env });
  expect(existsSync(join(keptFolder(env), 'chroma'))).toBe(false);
});

it('leaves no orphan when the process that holds the server is killed', async () => {
  const env = own();
  await up(env, 'chroma');
  const { pid, holder } = kept(env);
  process.kill(holder, 'SIGKILL');
  expect(await eventually(() => !runs(pid))).toBe(true);
  // The state file that it left says nothing any more.
  expect((await vexlab(['down'], { env })).stdout).toBe('nothing is up\n');
  expect(JSON.parse((await up(env, 'chroma')).stdout)).toMatchObject({ engines: [{ already: false }] });
});

it('lets go of a server that died', async () => {
  const env = own();
  await up(env, 'chroma');
  const { pid, holder } = kept(env);
  process.kill(pid, 'SIGKILL');
  expect(await eventually(() => !isAlive(holder))).toBe(true);
  expect(existsSync(keptFile('chroma', env))).toBe(false);
});

it('says of each engine why it is not up, and keeps those that are', async () => {
  const env = own();
  const partly = await up(env, 'chroma', 'hnswlib');
  expect(partly.code).toBe(3);
  const { engines } = JSON.parse(partly.stdout) as { engines: { engine: string; url?: string; error?: string }[] };
  expect(engines.map(({ engine: name, url }) => [name, url !== undefined])).toEqual([
    ['chroma', true],
    ['hnswlib', false],
  ]);
  expect(engines[1]?.error).toMatch(/hnswlib is no server that could be started \(it is embedded\)/);
  const unknown = await up(env, 'nosuch');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/there is no engine "nosuch"/)]);
});

it('says what a server that does not start said last', async () => {
  const env = own();
  const folder = keptFolder(env);
  await up(env, 'chroma');
  await vexlab(['down'], { env });
  await vexlab(['down', '--remove-data'], { env });
  // A file where the data folder should be.
  writeFileSync(join(folder, 'chroma'), '');
  const failed = await up(env, 'chroma');
  expect(failed.code).toBe(1);
  expect(failed.stdout).toMatch(/chroma: cannot write to its data folder/);
});
