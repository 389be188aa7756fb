import { monotonicClock } from '../../measure/clock';
import type { CeilingFacts } from '../../results/record';
import { startClientThreads } from './client-threads';
import { enterUrl } from './enter-place';
import { type LoadClients, mainThreadClients } from './load-clients';
import { nullAnswer } from './null-search';
import { type NullServer, startNullServer } from './null-server';

/** Whose ceiling is asked for, and what they ask. */
export interface CeilingAsk {
  readonly clients: number;
  /** Worker threads of the clients; 0: the caller's. */
  readonly threads: number;
  /** Whether the engine is in this process: no request goes over HTTP then. */
  readonly inProcess: boolean;
  /** n × dim; in shared memory where there are threads. */
  readonly queries: Float32Array;
  readonly dim: number;
  readonly k: number;
}

export interface Ceiling {
  /** Requests a second: the median of the windows. */
  readonly ceiling: number;
  readonly ceilingOf: CeilingFacts;
}

/** What the lab's clients reach by bare requests, without an engine's own client, where nobody keeps them waiting. */
export interface Ceilings {
  /** Measured anew each time. LabError `not-ready`, or the signal's reason. */
  measure(ask: CeilingAsk): Promise<Ceiling>;
  /** Never rejects. */
  close(): Promise<void>;
}

const windows = 5;
/** Of a loop without requests little is needed, and what it answers is garbage of the lab's own. */
const windowMs = { http: 60, call: 10 };
/** So long the compiler is let look on, of new threads longer. */
const warmMs = { http: 150, call: 20 };

/** Ceilings of one run, whose null servers stay for all of its cells: one for each length of an answer. */
export function createCeilings(signal?: AbortSignal): Ceilings {
  const servers = new Map<number, NullServer>();
  const serverOf = async (k: number): Promise<NullServer> => {
    const server = servers.get(k) ?? (await startNullServer(JSON.stringify(nullAnswer(k))));
    servers.set(k, server);
    return server;
  };
  return {
    async measure(ask) {
      if (ask.inProcess) return ceilingOfCalls(ask, signal);
      const server = await serverOf(ask.k);
      await server.received();
      const rates = await ratesAgainst(server.url, ask, signal);
      const { requests, bodyBytes } = await server.received();
      return median(rates, {
        against: 'null-server',
        clients: ask.clients,
        requestBytes: Math.round(bodyBytes / requests),
        answerBytes: JSON.stringify(nullAnswer(ask.k)).length,
      });
    },
    async close() {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

/**
 * Requests a second, of each of five short windows, that so many clients in so many threads reach against an HTTP server that
 * answers anything at once: each request a POST with one of the queries as JSON.
 */
export async function ratesAgainst(
  url: string,
  { clients, threads, queries, dim, k }: Omit<CeilingAsk, 'inProcess'>,
  signal?: AbortSignal,
): Promise<number[]> {
  const ask = { clients, k, windowMs: windowMs.http, warmMs: warmMs.http };
  if (threads > 0) {
    const options = { where: 'client ceiling', place: { url }, queries, dim, threads, clients };
    const load = await startClientThreads({ ...options, ...(signal && { signal }) });
    return ratesOf(load, ask).finally(() => load.end());
  }
  const place = enterUrl(url);
  const common = {
    queries: viewsOf(queries, dim),
    clock: monotonicClock,
    search: place.search,
    ...(signal && { signal }),
  };
  return ratesOf(mainThreadClients(common), ask).finally(() => place.leave());
}

/** The same loop as the cell's, against a search that answers at once: what is left is the loop. */
async function ceilingOfCalls({ clients, queries, dim, k }: CeilingAsk, signal?: AbortSignal): Promise<Ceiling> {
  const answer = nullAnswer(k);
  const search = () => Promise.resolve(answer);
  const common = { queries: viewsOf(queries, dim), clock: monotonicClock, search, ...(signal && { signal }) };
  const rates = await ratesOf(mainThreadClients(common), {
    ...{ clients, k, windowMs: windowMs.call, warmMs: warmMs.call },
  });
  return median(rates, { against: 'no-request', clients });
}

async function ratesOf(
  load: LoadClients,
  { clients, k, windowMs: minMs, warmMs: warmingMs }: { clients: number; k: number; windowMs: number; warmMs: number },
): Promise<number[]> {
  const ask = { clients, requests: clients, k, first: 0 };
  await load.warm({ ...ask, minMs: warmingMs });
  const rates: number[] = [];
  while (rates.length < windows) {
    const { seen } = await load.closed({ ...ask, minMs });
    const failed = Object.values(seen.errors).reduce((sum, count) => sum + count, 0);
    rates.push(((seen.numbers.length - failed) / seen.windowNs) * 1e9);
  }
  return rates;
}

/** One window that something disturbed, or two, decide nothing. */
function median(rates: number[], facts: Omit<CeilingFacts, 'rates'>): Ceiling {
  const sorted = [...rates].sort((a, b) => a - b);
  return { ceiling: sorted[sorted.length >> 1] as number, ceilingOf: { ...facts, rates } };
}

const viewsOf = (queries: Float32Array, dim: number): Float32Array[] =>
  Array.from({ length: queries.length / dim }, (_, query) => queries.subarray(query * dim, (query + 1) * dim));
