import type { Batch, Collection, CollectionSpec, Engine, IndexUse, Probe } from 'vexlab/dist/engines/engine';
import type { Params } from 'vexlab/dist/engines/option-schema';
import { zodOptions } from 'vexlab/dist/engines/adapter/zod-options';
import { scan } from 'vexlab/dist/exact/scan';
import { z } from 'zod';

/** What a scripted engine does beside answering exactly; each may wait, and fails by throwing. */
export interface Script {
  probe?: Probe;
  connect?: () => Promise<void> | void;
  insert?: (connection: number) => Promise<void> | void;
  verify?: () => Promise<void> | void;
  ping?: () => Promise<void> | void;
  /** The number of the search over the engine's life, from 1, and the connection it goes over, from 1. */
  search?: (call: number, connection: number) => Promise<void> | void;
  /** What is handed over for the ids found. */
  answered?: (ids: number[]) => ArrayLike<number>;
  configure?: () => Promise<void> | void;
  count?: (connection: number, actual: number) => number;
  readBack?: (params: Params) => Params;
  searchParams?: 'configure' | 'build' | 'none';
  maxInFlight?: number;
  maxBatch?: number;
  maxBatchBytes?: number;
  /** Its processes. */
  pids?: number[];
  indexUse?: IndexUse;
  /** It takes several queries in one request; the number of the request, from 1. Throwing fails it. */
  searchBatch?: (call: number) => Promise<void> | void;
  /** How many of a batch's queries are answered; absent: all. */
  answersOfBatch?: number;
  /** It filters: as asked, or not at all although it says so. */
  filter?: 'respects' | 'ignores';
  /** It deletes: as asked, or not at all although it says so. */
  remove?: 'removes' | 'keeps';
  /** Before a row is deleted. */
  removing?: () => Promise<void> | void;
  /** Searches after which a row inserted since `ready` can be found. */
  late?: number;
}

/** What was done to a scripted engine. */
export interface Deeds {
  connected: number;
  clients?: number | undefined;
  closed: number;
  opened: CollectionSpec[];
  dropped: number;
  searches: number;
  /** Queries of each batch. */
  batches: number[];
  configured: Params[];
  inserted: number[][];
  attributes: NonNullable<Batch['attributes']>[number][];
}

/** An engine that answers exactly, from its own arrays, and otherwise behaves as its script says. */
export function scriptedEngine(name: string, script: Script = {}): { engine: Engine; deeds: Deeds } {
  const deeds: Deeds = {
    connected: 0,
    closed: 0,
    opened: [],
    dropped: 0,
    searches: 0,
    batches: [],
    configured: [],
    inserted: [],
    attributes: [],
  };
  const capabilities = {
    metrics: ['l2'] as const,
    filter: script.filter !== undefined,
    remove: script.remove !== undefined,
    durable: false,
    searchParams: script.searchParams ?? 'configure',
    duplicateIds: 'rejects' as const,
    batchedSearch: script.searchBatch ? (true as const) : 'its script has none',
    ...(script.maxInFlight !== undefined && { maxInFlight: script.maxInFlight }),
    ...(script.maxBatch !== undefined && { maxBatch: script.maxBatch }),
    ...(script.maxBatchBytes !== undefined && { maxBatchBytes: script.maxBatchBytes }),
  };

  function open(spec: CollectionSpec, connection: number): Collection {
    deeds.opened.push(spec);
    let params: Params = { ...spec.build, ...spec.search };
    let ids: number[] = [];
    const gone = new Set<number>();
    const visibleFrom = new Map<number, number>();
    let ready = false;
    let carried: NonNullable<Batch['attributes']>[number][] = [];
    const base = new Float32Array(spec.capacity * spec.dim);
    const nearest = (query: Float32Array, k: number): number[] =>
      Array.from(scan(base, ids.length, spec.dim, spec.metric, query, k).rows, (row) => ids[row] as number);
    return {
      async insert(batch) {
        await script.insert?.(connection);
        base.set(batch.vectors, ids.length * spec.dim);
        ids = [...ids, ...batch.ids];
        if (ready) for (const id of batch.ids) visibleFrom.set(id, deeds.searches + 1 + (script.late ?? 0));
        carried = [...carried, ...(batch.attributes ?? [])];
        deeds.attributes = carried;
        deeds.inserted.push([...batch.ids]);
      },
      ready: () => {
        ready = true;
        return Promise.resolve();
      },
      verify: async () => script.verify?.(),
      async search(query, k, filter) {
        deeds.searches += 1;
        await script.search?.(deeds.searches, connection);
        const found = Array.from(scan(base, ids.length, spec.dim, spec.metric, query, ids.length).rows);
        const hidden = (row: number): boolean => {
          const id = ids[row] as number;
          return gone.has(id) || (visibleFrom.get(id) ?? 0) > deeds.searches;
        };
        const failing = (row: number): boolean =>
          script.filter === 'respects' && filter !== undefined && carried[row]?.[filter.attribute] !== filter.equals;
        const answer = found.filter((row) => !hidden(row) && !failing(row));
        const kept = answer.slice(0, k).map((row) => ids[row] as number);
        return { ids: script.answered?.(kept) ?? kept };
      },
      ...(script.searchBatch && {
        async searchBatch(queries: readonly Float32Array[], k: number) {
          deeds.batches.push(queries.length);
          await script.searchBatch?.(deeds.batches.length);
          return queries.slice(0, script.answersOfBatch).map((query) => ({ ids: nearest(query, k) }));
        },
      }),
      async configure(search) {
        deeds.configured.push(search);
        params = { ...params, ...search };
        await script.configure?.();
      },
      ...(script.remove && {
        async remove(given: Uint32Array) {
          await script.removing?.();
          if (script.remove === 'removes') for (const id of given) gone.add(id);
        },
      }),
      count: () =>
        Promise.resolve().then(() => script.count?.(connection, ids.length - gone.size) ?? ids.length - gone.size),
      ...(script.indexUse && { indexUse: () => Promise.resolve(script.indexUse) }),
      readBack: () => Promise.resolve(script.readBack?.(params) ?? params),
      drop() {
        deeds.dropped += 1;
        return Promise.resolve();
      },
    };
  }

  const engine: Engine = {
    name,
    title: name,
    kind: 'embedded',
    mark: { colour: '#000000', symbol: 'circle' },
    capabilities,
    testedAgainst: 'engine',
    common: script.searchParams === 'none' ? {} : { m: 'links', ef: 'width' },
    buildOptions: zodOptions(script.searchParams === 'none' ? {} : { links: z.int().default(4) }),
    searchOptions: zodOptions(script.searchParams === 'none' ? {} : { width: z.int().max(1000).default(1) }),
    probe: () => Promise.resolve(script.probe ?? { state: 'ready', how: 'in-process', why: 'scripted' }),
    async connect({ clients }) {
      deeds.clients = clients;
      deeds.connected += 1;
      const connection = deeds.connected;
      await script.connect?.();
      return {
        how: 'in-process',
        clientVersion: '1.2.3',
        capabilities,
        pids: () => script.pids ?? [],
        ...(script.ping && { ping: async () => script.ping?.() }),
        open: (spec) => Promise.resolve(open(spec, connection)),
        close() {
          deeds.closed += 1;
          return Promise.resolve();
        },
      };
    },
  };
  return { engine, deeds };
}
