import { startClientThreads } from './client-threads';
import { type NullServer, startNullServer } from './null-server';

/** What the lab's clients reach where nobody keeps them waiting. */
export interface Ceilings {
  /** Requests a second of so many clients in so many threads against a null server; measured once, then known. */
  of(clients: number, threads: number): Promise<number>;
  /** Never rejects. */
  close(): Promise<void>;
}

const windows = 3;
const windowMs = 100;
/** So long the compiler is let look on. */
const warmMs = 200;

/** Ceilings of one run: machine and clients are the same for all of its cells. */
export function createCeilings(signal?: AbortSignal): Ceilings {
  const known = new Map<string, number>();
  let server: NullServer | undefined;
  return {
    async of(clients, threads) {
      const key = `${clients} in ${threads}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      server ??= await startNullServer();
      const ceiling = await ceilingAgainst(server.url, { clients, threads, ...(signal && { signal }) });
      known.set(key, ceiling);
      return ceiling;
    },
    async close() {
      await server?.close();
    },
  };
}

/**
 * Requests a second that so many clients in so many threads reach against a null server at that URL: in the best of three short
 * windows, because a pause of the machine is not the client's.
 */
export async function ceilingAgainst(
  url: string,
  { clients, threads, signal }: { clients: number; threads: number; signal?: AbortSignal },
): Promise<number> {
  const queries = new Float32Array(new SharedArrayBuffer(4));
  const common = { where: 'client ceiling', place: { url }, queries, dim: 1 };
  const load = await startClientThreads({ ...common, threads, clients, ...(signal && { signal }) });
  try {
    const ask = { clients, requests: clients, k: 1, first: 0 };
    await load.warm({ ...ask, minMs: warmMs });
    let best = 0;
    for (let window = 0; window < windows; window += 1) {
      const { seen } = await load.closed({ ...ask, minMs: windowMs });
      best = Math.max(best, (seen.queries.length / seen.windowNs) * 1e9);
    }
    return best;
  } finally {
    await load.end();
  }
}
