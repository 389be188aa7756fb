import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { runs, scratch } from './processes';

/**
 * A script stands in for Docker, because no container runs where these tests run. As Docker's daemon does, it keeps a container
 * (a small server on the port that the compose file would publish) as nobody's child: it ends only when it is told to. It writes
 * down what it was asked.
 */
const script = `#!${process.execPath}
const fs = require('fs');
const { spawn } = require('child_process');
const args = process.argv.slice(2);
const at = (name) => process.env.FAKE + '/' + name;
fs.appendFileSync(at('calls'), args.join(' ') + '\\n');
const number = (name) => (fs.existsSync(at(name)) ? Number(fs.readFileSync(at(name), 'utf8')) : 0);
const runs = (pid) => {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return !/\\) Z/.test(fs.existsSync('/proc/self') ? fs.readFileSync('/proc/' + pid + '/stat', 'utf8') : '');
  } catch {
    return false;
  }
};
const server = \`
  const answer = { title: 'qdrant - vector search engine', version: '1.18.3', pid: process.pid };
  require('http').createServer((_, response) => response.end(JSON.stringify(answer))).listen(+process.argv[1], '127.0.0.1');\`;
const begin = (name) => {
  const port = process.env['VEXLAB_' + args.at(-1).toUpperCase() + '_PORT'];
  const child = spawn(process.execPath, ['-e', server, port], { detached: true, stdio: 'ignore' });
  fs.writeFileSync(at(name), String(child.pid));
  child.unref();
};
const end = () => number('pid') && runs(number('pid')) && process.kill(number('pid'), 'SIGKILL');
const fail = (text) => { console.error(text); process.exitCode = 1; };
const verbs = {
  info: () => console.log(8 * 2 ** 30),
  up() {
    if (fs.existsSync(at('broken'))) return fail('no such image');
    if (fs.existsSync(at('thief')) && !fs.existsSync(at('other'))) {
      begin('other');
      return setTimeout(fail, 300, 'Bind for 127.0.0.1 failed: port is already allocated');
    }
    fs.writeFileSync(at('starting'), String(process.pid));
    // A container is made at the end of what takes time.
    setTimeout(begin, fs.existsSync(at('slow')) ? 3000 : 0, 'pid');
  },
  start: () => begin('pid'),
  stop: end,
  kill: end,
  down() {
    // What is still being started is not there yet, and would be made after all was removed.
    if (runs(number('starting'))) fs.appendFileSync(at('calls'), 'down came too early\\n');
    end();
    fs.rmSync(at('pid'), { force: true });
  },
  ps: () => number('pid') && console.log('c0ffee'.repeat(11).slice(0, 64)),
  inspect: () => console.log(args.at(-1), number('pid')),
  wait() { if (runs(number('pid'))) setTimeout(verbs.wait, 20); else console.log(137); },
  logs: () => console.log('a line of the log'),
};
(verbs[args[0] === 'compose' ? args[5] : args[0]] ?? (() => undefined))();
`;

export interface FakeDocker {
  readonly env: NodeJS.ProcessEnv;
  /** The lines of what it was asked. */
  calls(): string[];
  /** Makes it misbehave: `broken` has no image, `slow` takes three seconds, `thief` loses the port to another program once. */
  make(how: 'broken' | 'slow' | 'thief'): void;
  /** Whether it has a container, running or not. */
  has(): boolean;
  /** Process of its container; 0 where there is none. */
  pid(): number;
}

/** A folder of its own with a `docker` in front of PATH; what it started ends with the test. */
export function fakeDocker(): FakeDocker {
  const folder = scratch();
  writeFileSync(join(folder, 'docker'), script);
  chmodSync(join(folder, 'docker'), 0o755);
  const pidIn = (name: string): number =>
    existsSync(join(folder, name)) ? Number(readFileSync(join(folder, name), 'utf8')) : 0;
  onTestFinished(() => {
    for (const pid of [pidIn('pid'), pidIn('other')]) if (pid > 0 && runs(pid)) process.kill(pid, 'SIGKILL');
  });
  return {
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, FAKE: folder, VEXLAB_CACHE: folder },
    calls: () =>
      existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [],
    make: (how) => writeFileSync(join(folder, how), ''),
    has: () => existsSync(join(folder, 'pid')),
    pid: () => pidIn('pid'),
  };
}

/** The pid that the server in a container answers with. */
export async function askContainer(port: number): Promise<number> {
  return ((await (await fetch(`http://127.0.0.1:${port}/`)).json()) as { pid: number }).pid;
}

/** Of a server that is only in a container. */
export const containerRecipe: ServerRecipe = {
  urlVariable: 'SMALL_URL',
  container: { service: 'small', ports: 2, variables: (memory) => ({ VEXLAB_SMALL_HALF: String(memory / 2) }) },
  answers: (url) =>
    askContainer(Number(new URL(url).port)).then(
      (pid) => pid > 0,
      () => false,
    ),
  local: () => Promise.resolve({ missing: 'it is not installed', remedy: 'install it' }),
};
