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
import { type WarmedUp, warmUpClosed, warmUpOpen } from './warm-up';

export interface LoadWindow<Seen extends LoopAnswers> {
  connection: Connection;
  ceilings: Ceilings;
  /** Clients whose ceiling is measured; or why it is not. */
  ceilingOf: number | string;
  /** Not measured; without requests there is none. */
  warmUp: ClosedAsk;
  /** Of an open loop, requests a second: connections for it are opened beforehand. */
  rate?: number | undefined;
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
  warmedUp: WarmedUp;
  warmupMs: number;
  load: LoadFacts;
}

/** Starts the clients, learns what they reach where nobody keeps them waiting, warms up, and measures; then they are ended. */
export async function loadWindow<Seen extends LoopAnswers>(
  asked: Clients,
  { connection, ceilings, ceilingOf, warmUp, rate, window, asking }: LoadWindow<Seen>,
): Promise<LoadedWindow<Seen>> {
  const clients = await startClients(asked, asking);
  const { clock } = asking;
  try {
    const { threads } = clients;
    const inProcess = connection.how === 'in-process';
    const { queryComponents, dataset } = asked.prepared;
    const { maxInFlight: clientLimit } = connection.capabilities;
    const ceiling =
      typeof ceilingOf === 'string'
        ? { noCeiling: ceilingOf }
        : await ceilings.measure({
            ...{ clients: ceilingOf, threads, inProcess, k: warmUp.k },
            ...{ queries: queryComponents, dim: dataset.queries.dim },
          });
    const began = clock.now();
    const open = rate !== undefined && { rate, limit: asked.clients };
    const warmedUp = await (open ? warmUpOpen(clients, warmUp, open) : warmUpClosed(clients, warmUp));
    const warmupMs = millisecondsBetween(began, clock.now());
    const { seen: load, observed } = await observeWindow(connection, () => window(clients));
    const { seen, use } = load;
    const cpuMs = use ? use.cpuMs : inProcess ? undefined : observed.cpu.lab;
    return {
      seen,
      observed: use
        ? { ...observed, eventLoop: { p99: use.p99, max: use.max }, utilisation: use.utilisation }
        : observed,
      ...(cpuMs !== undefined && { clientCpuMs: cpuMs }),
      warmedUp,
      warmupMs,
      load: { threads, limit: asked.clients, ...(clientLimit !== undefined && { clientLimit }), ...ceiling },
    };
  } finally {
    await clients.end();
  }
}
