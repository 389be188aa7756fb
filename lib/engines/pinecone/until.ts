import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../base/lab-error';

/** How long to wait for what the cloud does in its own time, milliseconds. */
export interface Patience {
  readonly readyMs: number;
  readonly countedMs: number;
  readonly pollMs: number;
}

export const patience: Patience = { readyMs: 300_000, countedMs: 300_000, pollMs: 1000 };

/** Looks again and again until it is so; LabError `not-ready` with what was seen last, or the signal's reason. */
export async function until(
  look: () => Promise<{ done: boolean; seen: string }>,
  { deadlineMs, pollMs, signal }: { deadlineMs: number; pollMs: number; signal?: AbortSignal | undefined },
): Promise<void> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const { done, seen } = await look();
    if (done) return;
    if (performance.now() >= end) {
      const what = `${seen} after ${deadlineMs / 1000} s`;
      throw new LabError({ code: 'not-ready', where: 'pinecone', what, remedy: 'see https://status.pinecone.io' });
    }
    await sleep(pollMs, undefined, { signal });
  }
}
