import type { Clock } from '../../measure/clock';

/** A monotonic clock whose readings agree between threads (to a few microseconds): `performance.now()` counts from each one's own start. */
export function sharedClock(): Clock {
  const shift = Number(process.hrtime.bigint()) - performance.now() * 1e6;
  return { now: () => performance.now() * 1e6 + shift };
}
