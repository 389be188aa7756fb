import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { oneAtATime } from 'vexlab/dist/engines/install/one-at-a-time';
import { scratch } from '../processes';

it('lets one work at a time, tells the others to wait, and gives the lock back after a failure too', async () => {
  const lock = join(scratch(), 'lock');
  let working = 0;
  let most = 0;
  let waited = 0;
  const one = (fails: boolean) =>
    oneAtATime(lock, { waiting: () => waited++ }, async () => {
      most = Math.max(most, ++working);
      expect(readFileSync(lock, 'utf8')).toContain(String(process.pid));
      await sleep(20);
      working--;
      if (fails) throw new Error('no');
      return 'done';
    });
  const outcomes = await Promise.allSettled([one(true), one(false), one(true), one(false)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect(most).toBe(1);
  expect(waited).toBeGreaterThan(0);
  expect(existsSync(lock)).toBe(false);
});

it('takes over what a process that is gone left, here or elsewhere, and not what a living one holds', async () => {
  const lock = join(scratch(), 'lock');
  const work = () => Promise.resolve('done');
  // A process id that Linux never gives.
  writeFileSync(lock, `${2 ** 30} ${hostname()} 0.5`);
  expect(await oneAtATime(lock, {}, work)).toBe('done');

  writeFileSync(lock, `1 another-machine 0.5`);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await oneAtATime(lock, {}, work)).toBe('done');

  for (const holder of [`1 another-machine 0.5`, `${process.pid} ${hostname()} 0.5`]) {
    writeFileSync(lock, holder);
    const abort = new AbortController();
    const waits = oneAtATime(lock, { signal: abort.signal, waiting: () => abort.abort() }, work);
    await expect(waits).rejects.toMatchObject({ name: 'AbortError' });
    expect(readFileSync(lock, 'utf8')).toBe(holder);
  }
});
