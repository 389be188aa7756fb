import { setTimeout as wait } from 'node:timers/promises';

/** Looks are at least so far apart, milliseconds; further, where one takes long or the work does: so they stay a small part of the load. */
const leastMs = 100;
const shareOfLooks = 0.05;
const looksPerDoubling = 50;

/**
 * Does the work and looks on meanwhile, told the milliseconds gone, until it ends: every 100 ms, later every fiftieth of the time gone,
 * and never more than a twentieth of the time, which is the work's time too. A look under way at the end is waited for. Rejects with what the work, else a look, threw.
 */
export async function lookAlong<T>(look: (ms: number) => Promise<void>, work: () => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const looking = keepLooking(look, ended.signal).then(
    () => undefined,
    (thrown: unknown) => ({ thrown }),
  );
  const [done] = await Promise.allSettled([work()]);
  ended.abort();
  const failed = await looking;
  if (done.status === 'rejected') throw done.reason;
  if (failed) throw failed.thrown;
  return done.value;
}

async function keepLooking(look: (ms: number) => Promise<void>, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  let tookMs = 0;
  for (;;) {
    const gap = Math.max(leastMs, (performance.now() - began) / looksPerDoubling, tookMs / shareOfLooks);
    await wait(gap, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    const start = performance.now();
    await look(start - began);
    tookMs = performance.now() - start;
  }
}
