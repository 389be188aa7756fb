import type { Connection } from '../../engines/engine';
import { millisecondsBetween } from '../../measure/clock';
import type { LoadFacts } from '../../results/record';
import type { LoopAnswers } from '../loops/closed-loop';
import type { SizedLoop } from '../loops/loop-of';
import { type Observed, observeWindow } from '../window/observe-window';
import type { Ceilings } from './ceilings';
import type { Load, LoadClients } from './load-clients';
import { type Clients, startClients } from './start-clients';
import type { ClosedAsk } from './thread-job';

/** Clients beyond which more do not make the ceiling higher. */
const enough = 128;

export interface LoadWindow<Seen extends LoopAnswers> {
  connection: Connection;
  ceilings: Ceilings;
  /** Not measured; without requests there is none. */
  warmUp: ClosedAsk;
  window: (clients: LoadClients) => Promise<Load<Seen>>;
  /** What the main thread asks with. */
  asking: Pick<SizedLoop, 'queries' | 'search' | 'searchBatch' | 'clock' | 'signal'>;
}

export interface LoadedWindow<Seen extends LoopAnswers> {
  seen: Seen;
  /** Event loop: of the thread of clients that was worst off. */
  observed: Observed;
  /** CPU milliseconds of that thread; absent: not known, or not to be told from the engine's. */
  clientCpuMs?: number;
  warmupErrors: number;
  warmupMs: number;
  load: LoadFacts;
}

/** Starts the clients, learns what they reach where nobody keeps them waiting, warms up, and measures; then they are ended. */
export async function loadWindow<Seen extends LoopAnswers>(
  asked: Clients,
  { connection, ceilings, warmUp, window, asking }: LoadWindow<Seen>,
): Promise<LoadedWindow<Seen>> {
  const clients = await startClients(asked, asking);
  const { clock } = asking;
  try {
    const { threads } = clients;
    const ceiling = threads > 0 ? await ceilings.of(Math.min(asked.clients, enough), threads) : undefined;
    const began = clock.now();
    const warmupErrors = warmUp.requests > 0 ? await clients.warm(warmUp) : 0;
    const warmupMs = millisecondsBetween(began, clock.now());
    const { seen: load, observed } = await observeWindow(connection, () => window(clients));
    const { seen, use } = load;
    const inProcess = connection.how === 'in-process';
    const cpuMs = use ? use.cpuMs : inProcess ? undefined : observed.cpu.lab;
    return {
      seen,
      observed: use
        ? { ...observed, eventLoop: { p99: use.p99, max: use.max }, utilisation: use.utilisation }
        : observed,
      ...(cpuMs !== undefined && { clientCpuMs: cpuMs }),
      warmupErrors,
      warmupMs,
      load: { threads, ...(ceiling !== undefined && { ceiling }) },
    };
  } finally {
    await clients.end();
  }
}
