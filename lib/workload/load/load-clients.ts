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
  /** Requests that are not measured; resolves with how many failed. In threads each asks a share of them, at least one. */
  warm(ask: ClosedAsk): Promise<number>;
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
    const { errors } = await loopOf({ ...common, ...ask });
    return Object.values(errors).reduce((sum, count) => sum + count, 0);
  },
  closed: async (ask) => ({ seen: await loopOf({ ...common, ...ask }) }),
  open: async (ask) => ({ seen: await openLoop({ ...common, ...ask }) }),
  end: () => Promise.resolve(),
});
