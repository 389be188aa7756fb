import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cacheDir } from 'vexlab/dist/base/paths';
import { engines } from 'vexlab/dist/engines';
import { engine } from 'vexlab/dist/engines/chroma';
import { processIdentity } from 'vexlab/dist/base/process-identity';
import { keptData, keptFile, keptFolder, keptServer, type KeptServer } from 'vexlab/dist/engines/server/kept-server';
import { fakeDocker } from '../engines/fake-docker';
import { eventually, runs, scratch } from '../engines/processes';
import { vexlab } from './vexlab';

/** Started for one run only: they have no server of their own that others could reach. */
const keptNowhere = new Set(['qdrant-edge']);

/** When a process began, milliseconds since 1970; Linux counts hundredths of a second since it was started. */
const beginningOf = (pid: number): number =>
  Date.now() - uptime() * 1000 + 10 * Number((processIdentity(pid) as string).split(' ')[1]);

/** A cache folder of its own, with nothing up; what a test leaves up is ended. */
function own(): NodeJS.ProcessEnv {
  const env = { VEXLAB_CACHE: scratch(), CHROMA_URL: '' };
  onTestFinished(async () => void (await vexlab(['down', '--quiet'], { env })));
  return env;
}

const up = async (env: NodeJS.ProcessEnv, ...args: string[]) => vexlab(['up', ...args, '--json'], { env });
const kept = (env: NodeJS.ProcessEnv): KeptServer & { pid: number } =>
  JSON.parse(readFileSync(keptFile('chroma', env), 'utf8')) as KeptServer & { pid: number };

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

it('starts one server where two ask for it at once', async () => {
  const env = own();
  const both = await Promise.all([up(env, 'chroma'), up(env, 'chroma')]);
  const { url, pid } = kept(env);
  const rows = both.map(({ stdout }) => (JSON.parse(stdout) as { engines: { already: boolean }[] }).engines[0]);
  expect(rows.map((row) => row?.already).sort()).toEqual([false, true]);
  for (const row of rows) expect(row).toMatchObject({ engine: 'chroma', url, pid });
  // Neither saw the other as a failure.
  expect(readFileSync(join(keptFolder(env), 'chroma.holder.log'), 'utf8')).toBe('');
});

it('believes no state file whose process is another one of the same id', async () => {
  const env = own();
  await up(env, 'chroma');
  const state = kept(env);
  expect(keptServer('chroma', env)).toEqual(state);
  expect(state.holderIdentity).toBe(processIdentity(state.holder));
  const write = (changed: object) => writeFileSync(keptFile('chroma', env), JSON.stringify({ ...state, ...changed }));
  // This test's process stands for one that was given the holder's id; then for one after the machine was started again.
  for (const changed of [
    { holder: process.pid },
    { holderIdentity: `other-boot ${state.holderIdentity.split(' ')[1]}` },
  ]) {
    write(changed);
    expect(keptServer('chroma', env)).toBeUndefined();
    expect((await vexlab(['down'], { env })).stdout).toBe('nothing is up\n');
  }
  expect(runs(state.holder)).toBe(true);
  write({});
});

it('gives up a start that nobody waits for any more', async () => {
  const env = own();
  const docker = fakeDocker();
  docker.make('slow');
  const all = { ...docker.env, ...env, QDRANT_URL: '' };
  const called = () => docker.calls().some((call) => call.includes(' up '));
  const { code } = await vexlab(['up', 'qdrant'], {
    env: all,
    async meanwhile(kill) {
      expect(await eventually(called)).toBe(true);
      kill('SIGKILL');
    },
  });
  expect(code).toBeNull();
  expect(await eventually(() => docker.calls().at(-1)?.includes('down --volumes') === true)).toBe(true);
  expect(docker.has()).toBe(false);
});

it('leaves no container when the process that holds it is killed (protocol test: a script stands in for Docker)', async () => {
  const env = own();
  const docker = fakeDocker();
  const all = { ...docker.env, ...env, QDRANT_URL: '' };
  const started = await vexlab(['up', 'qdrant', '--json'], { env: all });
  expect(JSON.parse(started.stdout)).toMatchObject({ engines: [{ engine: 'qdrant', already: false }] });
  const state = keptServer('qdrant', env) as KeptServer;
  expect(state.pid).toBeUndefined();
  expect(state.unseen).toMatch(/Docker names process/);
  const pid = docker.pid();
  expect(runs(pid)).toBe(true);
  process.kill(state.holder, 'SIGKILL');
  expect(await eventually(() => !docker.has() && !runs(pid))).toBe(true);
});

it('lets go of a server that died', async () => {
  const env = own();
  await up(env, 'chroma');
  const { pid, holder } = kept(env);
  process.kill(pid, 'SIGKILL');
  expect(await eventually(() => !runs(holder))).toBe(true);
  expect(existsSync(keptFile('chroma', env))).toBe(false);
});

it('says of each engine why it is not up, and keeps those that are', async () => {
  const env = own();
  const partly = await up(env, 'chroma', 'hnswlib', 'qdrant-edge');
  expect(partly.code).toBe(3);
  const { engines } = JSON.parse(partly.stdout) as { engines: { engine: string; url?: string; error?: string }[] };
  expect(engines.map(({ engine: name, url }) => [name, url !== undefined])).toEqual([
    ['chroma', true],
    ['hnswlib', false],
    ['qdrant-edge', false],
  ]);
  expect(engines[1]?.error).toMatch(/hnswlib is no server that could be started \(it is embedded\)/);
  expect(engines[2]?.error).toMatch(/qdrant-edge runs only inside a run: it has no server that could be kept/);
  const unknown = await up(env, 'nosuch');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/there is no engine "nosuch"/)]);
});

it('starts several at once, each in its own process, on its own port and with its own data', async ({ skip }) => {
  const env = own();
  const installed = engines.filter(({ installation }) => installation?.installed(process.env)).map(({ name }) => name);
  const names = ['chroma', ...installed.filter((name) => !keptNowhere.has(name))];
  if (names.length < 3)
    return skip(`of the installed servers only ${names.join(' and ')} can be kept up: npx vexlab install`);
  // What was installed for all is there for this cache folder, too.
  for (const folder of ['python', 'go']) symlinkSync(join(cacheDir(process.env), folder), join(cacheDir(env), folder));
  const { code, stdout } = await up(env, ...names);
  expect(code).toBe(0);
  const { engines: started } = JSON.parse(stdout) as { engines: { engine: string; url: string; pid: number }[] };
  expect(started.map(({ engine: name }) => name)).toEqual(names);
  for (const one of [({ url }: { url: string }) => url, ({ pid }: { pid: number }) => pid]) {
    expect(new Set(started.map<string | number>(one)).size).toBe(names.length);
  }
  expect(started.filter(({ pid }) => !runs(pid))).toEqual([]);
  expect(names.filter((name) => !existsSync(keptData(name, env)))).toEqual([]);
  if (process.platform === 'linux') {
    const told = names.map((name) => statSync(keptFile(name, env)).mtimeMs);
    const began = names.map((name) => beginningOf((keptServer(name, env) as KeptServer).holder));
    // The last one was begun before the first one answered.
    expect(Math.max(...began)).toBeLessThan(Math.min(...told));
  }
  await vexlab(['down'], { env });
  expect(await eventually(() => !started.some(({ pid }) => runs(pid)))).toBe(true);
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
