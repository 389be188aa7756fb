import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ProgressEvent } from 'vexlab/dist/base/progress';
import { runInstaller } from 'vexlab/dist/engines/install/run-installer';
import { eventually, runs, scratch } from '../processes';
import { programFile } from './program-file';

const env = { PATH: '/usr/bin:/bin' };

it('runs an installer to its end, with a log of its own and progress without a total', async () => {
  const folder = scratch();
  const log = join(folder, 'log');
  writeFileSync(log, 'of the last time');
  const events: ProgressEvent[] = [];
  const file = programFile(folder, 'install', 'echo "fetching $1 for $WHO"; echo done >&2; sleep 1.1');
  const progress = (event: ProgressEvent): number => events.push(event);
  await runInstaller('x', [file, 'it'], log, { stage: 'installing x', env: { ...env, WHO: 'me' }, progress });
  expect(readFileSync(log, 'utf8')).toBe('fetching it for me\ndone\n');
  expect(events[0]).toEqual({ stage: 'installing x', done: 0, total: 0, unit: 's' });
  expect(events.at(-1)).toMatchObject({ done: 1 });
});

it('tells a failure with command, exit code, log and its last lines', async () => {
  const folder = scratch();
  const log = join(folder, 'log');
  const file = programFile(folder, 'install', 'echo resolving; echo "no such version: 9" >&2; exit 3');
  const failing = runInstaller('x', [file, '--now'], log, { stage: '', env });
  await expect(failing).rejects.toMatchObject({ name: 'LabError', code: 'install-failed', where: 'x' });
  await expect(failing).rejects.toThrow(
    `x: ${file} --now: it ended with code 3; see ${log}: resolving | no such version: 9`,
  );
  const absent = runInstaller('x', ['/no/such/installer'], log, { stage: '', env });
  await expect(absent).rejects.toMatchObject({ code: 'install-failed' });
  await expect(absent).rejects.toThrow(/ended with code 127; .*not found/);
});

it('ends an installer, and what that started, when it is asked to', async () => {
  const folder = scratch();
  const [log, pidFile] = [join(folder, 'log'), join(folder, 'pid')];
  const abort = new AbortController();
  const file = programFile(folder, 'install', `sleep 60 & echo $! > ${pidFile}; wait`);
  const running = runInstaller('x', [file], log, { stage: '', env, signal: abort.signal });
  const outcome = expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(await eventually(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').trim() !== '')).toBe(true);
  abort.abort();
  await outcome;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  expect(await eventually(() => !runs(pid))).toBe(true);
  const late = runInstaller('x', [file], log, { stage: '', env, signal: abort.signal });
  await expect(late).rejects.toMatchObject({ name: 'AbortError' });
});
