// One set-up at a time in a checkout.
import { mkdirSync, readFileSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A holder touches its lock this often; one untouched for longer than `staleMs` is left over from a dead machine. */
const touchMs = 5_000;
const staleMs = 60_000;

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * The process that holds the lock now.
 * @param {string} file
 * @returns {number | undefined}
 */
function holder(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return lives(pid) && Date.now() - statSync(file).mtimeMs < staleMs ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock, waiting for another set-up to end.
 * @param {string} file
 * @param {(pid: number) => void} onWait called once where there is something to wait for
 * @returns {Promise<() => void>} gives the lock back
 */
export async function takeLock(file, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = holder(file);
    if (pid === undefined) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait(pid);
    told = true;
    await pause(500);
  }
  const touch = setInterval(() => utimes(file, new Date(), new Date(), () => undefined), touchMs);
  touch.unref();
  const free = () => rmSync(file, { force: true });
  process.once('exit', free);
  return () => {
    clearInterval(touch);
    process.off('exit', free);
    free();
  };
}
