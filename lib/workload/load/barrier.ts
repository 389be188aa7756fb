import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../measure/clock';

/** Memory of a barrier that can be passed once. */
export const newBarrier = (): SharedArrayBuffer => new SharedArrayBuffer(16);

/**
 * Resolves when so many have arrived, of whatever threads, with when the last one did: the same reading for all. Turns of the
 * event loop pass meanwhile, because a thread that sleeps in `Atomics.wait` would show as a late event loop.
 */
export async function arrive(barrier: SharedArrayBuffer, parties: number, clock: Clock): Promise<number> {
  const [arrived, open] = [0, 1];
  const counters = new Int32Array(barrier, 0, 2);
  const start = new Float64Array(barrier, 8, 1);
  if (Atomics.add(counters, arrived, 1) === parties - 1) {
    start[0] = clock.now();
    Atomics.store(counters, open, 1);
  }
  while (Atomics.load(counters, open) === 0) await nextTurn();
  return start[0] as number;
}
