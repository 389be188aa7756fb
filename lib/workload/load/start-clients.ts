import type { Filter } from '../../engines/engine';
import type { Params } from '../../engines/option-schema';
import type { SizedLoop } from '../loops/loop-of';
import type { IndexPool } from '../index/index-pool';
import type { PooledIndex } from '../index/pooled-index';
import type { PreparedDataset } from '../data/prepared-dataset';
import { startClientThreads } from './client-threads';
import { type LoadClients, mainThreadClients } from './load-clients';

export interface Clients {
  engine: string;
  pool: IndexPool;
  index: PooledIndex;
  /** The search parameters in force. */
  search: Params;
  /** What every search asks with. */
  filter: Filter | undefined;
  prepared: PreparedDataset;
  /** 0: the main thread. */
  threads: number;
  /** Most requests that may be under way at once. */
  clients: number;
}

/** Clients of an index: in threads of their own where the engine can be reached from there, else in the main thread. */
export function startClients(
  { engine, pool, index: { collection, spec }, search, filter, prepared, threads, clients }: Clients,
  asking: Pick<SizedLoop, 'queries' | 'search' | 'searchBatch' | 'clock' | 'signal'>,
): Promise<LoadClients> {
  const reach = threads > 0 ? pool.reach(engine) : undefined;
  const handle = collection.handle?.();
  if (!reach || handle === undefined) return Promise.resolve(mainThreadClients(asking));
  return startClientThreads({
    where: engine,
    place: { engine, ...reach, spec: { ...spec, search }, handle, filter },
    queries: prepared.queryComponents,
    dim: prepared.dataset.queries.dim,
    threads,
    clients,
    signal: asking.signal,
  });
}
