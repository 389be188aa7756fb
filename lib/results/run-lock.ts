import { existsSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../base/lab-error';
import { processIdentity } from '../base/process-identity';
import { writeError } from './write-error';

interface Owner {
  pid: number;
  host: string;
  /** {@link processIdentity}: a later process may get the same id. */
  began?: string;
}

/**
 * Takes the right to write a run: a file `lock` that names the process. One left by a process that is gone is taken over.
 * Resolves to the function that gives it back. LabError `run-locked` where another process writes the run.
 */
export async function lockRun(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, 'lock');
  const began = processIdentity(process.pid);
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), ...(began ? { began } : {}) } satisfies Owner);
  for (let takeOver = false; ; takeOver = true) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      // Two that take over the same stale lock at once may each delete the other's: the one left in the file has won.
      if (takeOver) await sleep(50);
      if ((await readFile(path, 'utf8')) === mine) return () => rm(path, { force: true });
    } catch (thrown) {
      if (!['EEXIST', 'ENOENT'].includes((thrown as NodeJS.ErrnoException).code ?? '') || !existsSync(dir)) {
        throw writeError(path, thrown);
      }
    }
    const owner = await ownerOf(path);
    if (owner && isAlive(owner)) throw locked(path, owner);
    await rm(path, { force: true });
  }
}

const locked = (path: string, owner: Owner): LabError =>
  new LabError({
    code: 'run-locked',
    where: path,
    what: `process ${owner.pid} on ${owner.host} is writing this run`,
    remedy: `wait for it or stop it; if there is no such process, delete ${path}`,
  });

/** Undefined: the lock is gone, or is not one (its writer was killed before it had written). */
async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    if (text === '') {
      // Perhaps being written at this moment.
      const { mtimeMs } = await stat(path);
      return Date.now() - mtimeMs < 5000 ? { pid: 0, host: hostname() } : undefined;
    }
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began }: Owner): boolean {
  // A process of another machine cannot be asked.
  if (host !== hostname()) return true;
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
  return began === undefined || began === processIdentity(pid);
}
