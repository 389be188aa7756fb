import type { LoopAnswers } from '../loops/closed-loop';
import { loopOf, type SizedLoop } from '../loops/loop-of';
import { openLoop, type OpenLoopAnswers } from '../loops/open-loop';
import type { ClientUse, ClosedAsk, OpenAsk } from './thread-job';

/** What clients saw, and where they had threads of their own what these took. */
export interface Load<Seen> {
  readonly seen: Seen;
  readonly use?: ClientUse;
}

/** Those who ask: they warm up, then make one window after another. */
export interface LoadClients {
  /** Worker threads that they run in; 0: the lab's main thread. */
  readonly threads: number;
  /**
   * Requests that are not measured; resolves with how many failed, and the mean of all in milliseconds. In threads each asks a
   * share of them, at least one.
   */
  warm(ask: ClosedAsk): Promise<{ errors: number; meanMs: number }>;
  closed(ask: ClosedAsk): Promise<Load<LoopAnswers>>;
  open(ask: OpenAsk): Promise<Load<OpenLoopAnswers>>;
  /** Never rejects. */
  end(): Promise<void>;
}

/** Clients in the thread of the caller: for engines in this process, whose calls run in threads of their own. */
export const mainThreadClients = (
  common: Pick<SizedLoop, 'queries' | 'search' | 'searchBatch' | 'clock' | 'signal'>,
): LoadClients => ({
  threads: 0,
  async warm(ask) {
    return warmthOf([await loopOf({ ...common, ...ask })]);
  },
  closed: async (ask) => ({ seen: await loopOf({ ...common, ...ask }) }),
  open: async (ask) => ({ seen: await openLoop({ ...common, ...ask }) }),
  end: () => Promise.resolve(),
});

/** What a warm-up tells of what its loops saw. */
export function warmthOf(seen: readonly Pick<LoopAnswers, 'errors' | 'latencies'>[]): {
  errors: number;
  meanMs: number;
} {
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const requests = sum(seen.map(({ latencies }) => latencies.length));
  return {
    errors: sum(seen.flatMap(({ errors }) => Object.values(errors))),
    meanMs: sum(seen.map(({ latencies }) => sum(latencies))) / requests / 1e6,
  };
}
