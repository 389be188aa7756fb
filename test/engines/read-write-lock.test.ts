import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readWriteLock } from 'vexlab/dist/engines/adapter/read-write-lock';

it('lets many share, one be alone, and nobody else meanwhile', async () => {
  const lock = readWriteLock();
  const events: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    events.push(`${name} in`);
    await sleep(5);
    events.push(`${name} out`);
    return name;
  };
  const all = [
    lock.shared(work('a')),
    lock.shared(work('b')),
    lock.alone(work('X')),
    lock.alone(work('Y')),
    lock.shared(work('c')),
    lock.shared(work('d')),
  ];
  expect(await Promise.all(all)).toEqual(['a', 'b', 'X', 'Y', 'c', 'd']);
  expect(events).toEqual([
    'a in',
    'b in',
    'a out',
    'b out',
    'X in',
    'X out',
    'Y in',
    'Y out',
    'c in',
    'd in',
    'c out',
    'd out',
  ]);
});

it('goes on after a failure', async () => {
  const lock = readWriteLock();
  const fail = (what: string) => (): Promise<never> => Promise.reject(new Error(what));
  await expect(lock.shared(fail('shared'))).rejects.toThrow('shared');
  await expect(lock.alone(fail('alone'))).rejects.toThrow('alone');
  const failing = lock.alone(fail('again'));
  const waiting = lock.shared(() => Promise.resolve(7));
  await expect(failing).rejects.toThrow('again');
  expect(await waiting).toBe(7);
});
