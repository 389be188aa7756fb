import { setTimeout as sleep } from 'node:timers/promises';
import { LabError, messageOf } from '../../base/lab-error';
import type { Collection } from '../../engines/engine';
import type { Clock } from '../../measure/clock';
import { patience } from '../loops/silence';
import { within } from '../run/within';

const pauseMs = 250;
/** To count many rows may take long; a count that never ends is not waited for to the end of the cell. */
const countMs = 30_000;

/**
 * Failed requests are a result, all of them too; an engine that has gone away is a failed cell. It is asked to count until it
 * answers, for as long as it may be silent within a window by the clock: one that is down as the window ends may come back.
 * LabError `engine-gone`.
 */
export async function mustAnswer(
  collection: Pick<Collection, 'count'>,
  { errors, requests }: { errors: number; requests: number },
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<void> {
  // To find that nobody answers may itself take seconds.
  const latest = clock.now() + patience.ms * 1e6;
  for (;;) {
    try {
      await within(countMs, signal, 'count after the window', () => collection.count());
      return;
    } catch (thrown) {
      signal?.throwIfAborted();
      if (clock.now() >= latest) {
        throw new LabError({
          code: 'engine-gone',
          where: 'search',
          what: `${errors} of ${requests} requests failed, and the engine answers no more: ${messageOf(thrown)}`,
          cause: thrown,
        });
      }
    }
    await sleep(pauseMs, undefined, { signal });
  }
}
