import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** A holder touches its lock this often; one that was not touched for `staleMs` is left over, also from another machine. */
const touchMs = 5000;
const staleMs = 30_000;
const askMs = 200;

/**
 * Does `work` while no other process of this cache folder does the same, which the file `lock` says. Waits for another's turn
 * to end, and tells `waiting` of it; rejects with the signal's reason. What the other one did, `work` finds done.
 */
export async function oneAtATime<T>(
  lock: string,
  { signal, waiting }: { signal?: AbortSignal; waiting?: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const mine = `${process.pid} ${hostname()} ${Math.random()}`;
  while (!(await take(lock, mine))) {
    waiting?.();
    await sleep(askMs, undefined, { signal });
  }
  const touch = setInterval(() => {
    const now = new Date();
    // The lock may have been deleted by hand; then there is nothing to keep.
    void utimes(lock, now, now).catch(() => undefined);
  }, touchMs);
  try {
    signal?.throwIfAborted();
    return await work();
  } finally {
    clearInterval(touch);
    await rm(lock, { force: true });
  }
}

async function take(lock: string, mine: string): Promise<boolean> {
  try {
    await writeFile(lock, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!(await isLeftOver(lock))) return false;
  await rm(lock, { force: true });
  try {
    await writeFile(lock, mine, { flag: 'wx' });
  } catch {
    return false;
  }
  // Two that take over at once may each delete the other's: the one left in the file has won.
  await sleep(50);
  return (await readFile(lock, 'utf8').catch(() => '')) === mine;
}

async function isLeftOver(lock: string): Promise<boolean> {
  try {
    const [pid, host] = (await readFile(lock, 'utf8')).split(' ');
    if (host === hostname() && !isAlive(Number(pid))) return true;
    return Date.now() - (await stat(lock)).mtimeMs > staleMs;
  } catch {
    // It was given back just now.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
