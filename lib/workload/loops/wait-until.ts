import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../measure/clock';

/** Timers fire late by a millisecond or two: the last stretch is waited for by turns of the event loop. */
const timerNs = 2.5e6;

/** Waits until the clock shows a time, never less. */
export async function waitUntil(clock: Clock, ns: number): Promise<void> {
  for (let left = ns - clock.now(); left > 0; left = ns - clock.now()) {
    if (left > timerNs) await sleep((left - timerNs) / 1e6);
    else await nextTurn();
  }
}
