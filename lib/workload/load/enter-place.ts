import { LabError } from '../../base/lab-error';
import type { Answer, Engine } from '../../engines/engine';
import type { BatchedLoop } from '../loops/batched-loop';
import { batchesOf } from '../loops/batches-of';
import { searchBody } from './null-search';
import { plainHttp } from './plain-http';
import type { EnginePlace, ThreadData } from './thread-job';

/** A place that can be asked, over connections of this thread's own. */
export interface Entered {
  readonly search: (query: Float32Array, k: number) => Promise<Answer>;
  /** Absent: it takes one query at a time. */
  readonly searchBatch?: BatchedLoop['searchBatch'];
  leave(): Promise<void>;
}

export const enterPlace = ({ place, clients }: Pick<ThreadData, 'place' | 'clients'>): Promise<Entered> =>
  'url' in place ? Promise.resolve(enterUrl(place.url)) : enterEngine(place, clients);

async function enterEngine(
  { engine, enginesFile = '../../engines/index.js', env, dataDir, spec, handle, filter }: EnginePlace,
  clients: number,
): Promise<Entered> {
  // Only here: whoever asks a null server needs no engine, and starts in a fraction of the time.
  const { engines } = (await import(enginesFile)) as { engines: readonly Engine[] };
  const found = engines.find(({ name }) => name === engine);
  if (!found)
    throw new LabError({ code: 'unknown-engine', where: engine, what: `is not among those of ${enginesFile}` });
  // Money: whoever runs the lab said yes when the connection was made that this one stands beside.
  const connection = await found.connect({ dataDir, env, clients, maySpend: true });
  try {
    if (!connection.attach) {
      throw new LabError({
        code: 'bad-engine',
        where: engine,
        what: 'it has an address, and cannot attach to a collection',
      });
    }
    const collection = await connection.attach(spec, handle);
    return {
      search: (query, k) => collection.search(query, k, filter),
      ...batchesOf(collection, filter),
      leave: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The least that a search over HTTP can be: the query written as JSON, one request, and an answer read as JSON. */
export function enterUrl(url: string): Entered {
  const http = plainHttp(url);
  return {
    search: async (query, k) => JSON.parse(await http.post(searchBody(query, k))) as Answer,
    leave() {
      http.close();
      return Promise.resolve();
    },
  };
}
