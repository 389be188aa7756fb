import type { Progress } from '../base/progress';
import type { AttributeValue, Metric } from '../datasets/dataset';
import type { ContractCheck } from './contract-check';
import type { Installation } from './installation';
import type { OptionSchema, Params } from './option-schema';
import type { ServerRecipe } from './server-recipe';

export type EngineKind = 'embedded' | 'server' | 'cloud' | 'filesystem';

/** Whether an engine can run here, in which version where that is known before it runs, and if not why and what mends it. */
export type Probe =
  | { state: 'ready' | 'startable'; how: FoundBy; why: string; version?: string }
  | { state: 'not-configured' | 'unavailable'; why: string; remedy: string };

/**
 * How an engine was found: its URL in the environment, kept running by `vexlab up`, its default port, started by the lab,
 * started by the lab in a container, or in this process.
 */
export type FoundBy = 'environment' | 'up' | 'default-port' | 'started' | 'docker' | 'in-process';

/** What an engine can do, as data. */
export interface Capabilities {
  readonly metrics: readonly Metric[];
  readonly filter: boolean;
  readonly remove: boolean;
  /** True when acknowledged vectors survive a restart. */
  readonly durable: boolean;
  /** True where an acknowledged write may be found only after a while, for which `ready` waits. */
  readonly eventual?: boolean;
  /** Largest batch that one insert request may carry; absent: no limit known. */
  readonly maxBatch?: number;
  /** Most bytes of vectors (4 a component) that one insert request may carry; absent: no limit known. */
  readonly maxBatchBytes?: number;
  /**
   * Most requests that its client carries at once; more would wait within it, and their wait would look like the server's.
   * Absent: no limit known.
   */
  readonly maxInFlight?: number;
  /**
   * How search parameters reach the engine: set by `configure` on an open collection, or only when a collection
   * is built (the runner then builds one for each setting), or there are none.
   */
  readonly searchParams: 'configure' | 'build' | 'none';
  /**
   * What the engine itself does with a vector whose id is already there: refuses it, puts it in the old one's place,
   * silently leaves it out, or keeps two under one id. However it is, `insert` or the next `verify` rejects with
   * `duplicate-id`.
   */
  readonly duplicateIds: 'rejects' | 'replaces' | 'ignores' | 'keeps-both';
  /** True where `searchBatch` carries several queries in one request of the engine's own; else why none can. */
  readonly batchedSearch: true | string;
}

export type { Params } from './option-schema';

/** The lab's common names and what the engine calls them; a name that the engine lacks is absent. */
export interface CommonNames {
  readonly m?: string;
  readonly efConstruction?: string;
  readonly ef?: string;
}

/** What an engine may use of the lab. */
export interface EngineContext {
  /** A folder of its own for data and logs, made by the caller. */
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** How many requests may be asked at once, for engines that hold a connection for each; absent: 64 at the most. */
  readonly clients?: number;
  /** Told of an installation's steps. */
  readonly progress?: Progress;
  /** Whether whoever runs the lab said yes to what the engine's `spends` says; absent: no. */
  readonly maySpend?: boolean;
}

export interface CollectionSpec {
  readonly name: string;
  readonly dim: number;
  readonly metric: Metric;
  /** How many vectors will be inserted; engines that allocate ahead need it. */
  readonly capacity: number;
  /** Already parsed by the engine's schemas. */
  readonly build: Params;
  readonly search: Params;
  /** Names and kinds of the batches' attributes, for engines that must know them ahead; absent: there are none. */
  readonly attributes?: Readonly<Record<string, AttributeKind>>;
  /**
   * Hands bad input (not finite, another dimension, a zero vector) on to the engine instead of refusing it: how the contract
   * suite learns what the engine itself does with it. Never set in a measurement.
   */
  readonly unchecked?: boolean;
  /**
   * Opens the collection that {@link StoredCollection} names, with what it holds, instead of making one; rejects where it is
   * not there. The other fields are those that it was made with. Only for embedded engines that are durable.
   */
  readonly stored?: string;
}

export type AttributeKind = 'text' | 'number' | 'boolean';

/** n vectors to insert, row-major; `ids` are the dataset's. */
export interface Batch {
  readonly ids: Uint32Array;
  readonly vectors: Float32Array;
  readonly attributes?: readonly Readonly<Record<string, AttributeValue>>[];
}

/** A collection that lies in the data folder of an embedded engine, and outlives the process. */
export interface StoredCollection {
  /** As `CollectionSpec.stored`, it opens the collection again, here or in another process. */
  readonly name: string;
  /** Lets go of the collection in good order and leaves it in the data folder; it is `closed` then. Safe to call twice. */
  close(): Promise<void>;
}

/** What an engine answered: the dataset's ids, nearest first, at most k; distances in the engine's own scale. */
export interface Answer {
  readonly ids: ArrayLike<number>;
  readonly distances?: ArrayLike<number>;
}

export type Filter = { readonly attribute: string; readonly equals: AttributeValue };

/** How searches are answered where an index was asked for, as far as the engine tells. */
export interface IndexUse {
  /** Vectors that a search finds by the index, of so many; the others it looks at one by one. Absent: it does not tell. */
  readonly indexed?: number;
  readonly of: number;
  /** In the engine's own terms: `the plan of a search is Seq Scan`. */
  readonly seen: string;
}

/**
 * A collection that takes vectors and answers queries. Every method rejects on failure with a LabError, whose code is the
 * kind of the failure; none returns an empty answer instead. Codes that mean the same for every engine: `not-finite`,
 * `wrong-dimension`, `zero-vector` (under cosine), `bad-k`, `duplicate-id`, `lost-vectors`, `too-many-vectors` (more than the
 * capacity), `closed`, `server-died`, `worker-died`, `unreachable`, `no-space`.
 */
export interface Collection {
  /** Resolves when the engine has acknowledged the batch. Cuts it to the engine's limits. */
  insert(batch: Batch): Promise<void>;
  /** Resolves when every acknowledged vector can be found. Timed: it asks the engine nothing that only the lab wants to know. */
  ready(): Promise<void>;
  /**
   * Looks, after `ready` and untimed, whether what was acknowledged is there, each id once. Rejects with `duplicate-id` or
   * `lost-vectors`. Absent: `insert` says so itself.
   */
  verify?(): Promise<void>;
  search(query: Float32Array, k: number, filter?: Filter): Promise<Answer>;
  /**
   * Several queries in one request of the engine's own, never one search after another; an answer to each, in their order.
   * Codes as of `search`, and `no-queries`. Only where `batchedSearch` is true.
   */
  searchBatch?(queries: readonly Float32Array[], k: number, filter?: Filter): Promise<readonly Answer[]>;
  /**
   * Sets search parameters and resolves when they are truly in force. Only where `searchParams` is `configure`. Called for
   * every measurement: where it is costly, the engine passes over what is in force already.
   */
  configure?(search: Params): Promise<void>;
  remove?(ids: Uint32Array): Promise<void>;
  count(): Promise<number>;
  /** The parameters in force, by the engine's own names, as the engine reports them (not as they were asked). */
  readBack(): Promise<Params>;
  /**
   * How a search for k would be answered now, without a filter, or a batch of so many. Absent or undefined: no index was asked
   * for, or there is no other way to answer.
   */
  indexUse?(k: number, queries?: number): Promise<IndexUse | undefined>;
  /** Where an embedded engine is durable: how another process opens the collection again. */
  readonly stored?: StoredCollection;
  /**
   * Which collection it is, for `attach` of another connection: anything that can be cloned (structuredClone). Absent: none
   * other can search it.
   */
  handle?(): unknown;
  /** Deletes the collection and what it holds, unless it was let go of. */
  drop(): Promise<void>;
}

/** A collection that is there already, for searching alone: whoever made it sets its parameters and drops it. */
export type AttachedCollection = Pick<Collection, 'search' | 'searchBatch'>;

/** An engine that answers: connected, started or loaded. */
export interface Connection {
  readonly how: FoundBy;
  readonly clientVersion: string;
  readonly serverVersion?: string;
  /** May be narrower than the engine's own, e.g. on a server that the lab may not restart. */
  readonly capabilities: Capabilities;
  /**
   * Process ids whose memory and CPU are the engine's; may change after `configure`. Empty for a remote engine, and for one
   * in this process, whose memory and CPU are the lab's own.
   */
  pids(): readonly number[];
  /** Why `pids` is empty though the engine has processes that the lab should look at: their memory and CPU are then absent. */
  readonly unseen?: string;
  /** Folder that holds what the engine stores, and nothing else; absent: it stores nothing, or not on this machine. */
  readonly dataFolder?: string;
  /**
   * The cheapest request that takes the way of a search to the engine and back: what the way itself costs. Where it carries a
   * vector or goes to a collection, these are as of the one opened last. Absent: in this process.
   */
  ping?(): Promise<void>;
  /**
   * Stops what the lab started, by kill -9 where `hard`, and starts it again on the same data; open collections go on with
   * what is still there. Absent: nothing that the lab may end.
   */
  restart?(hard: boolean): Promise<void>;
  open(spec: CollectionSpec): Promise<Collection>;
  /**
   * Environment variables with which `connect` reaches this very server, of another thread of the lab too. May hold secrets:
   * never shown, never kept. Absent: in this process.
   */
  readonly address?: Readonly<Record<string, string>>;
  /**
   * The collection of another connection to the same server, by its `handle`. `spec` is that of the collection, with the search
   * parameters in force now. Absent: it cannot.
   */
  attach?(spec: CollectionSpec, handle: unknown): Promise<AttachedCollection>;
  /** Ends what the lab started, closes what it opened. Safe to call twice. */
  close(): Promise<void>;
}

/** One vector search engine: everything the lab knows of it stands in one file that exports one of these. */
export interface Engine {
  /** Name on the command line and in records. */
  readonly name: string;
  /** Name in figures and tables. */
  readonly title: string;
  readonly kind: EngineKind;
  /** Colour (hex, of the Okabe–Ito palette) and Plotly marker symbol, the same in every figure. */
  readonly mark: { readonly colour: string; readonly symbol: string };
  readonly capabilities: Capabilities;
  /** Measured where nobody says which: it needs no more than what `npm run setup` brings. */
  readonly byDefault?: true;
  readonly common: CommonNames;
  /** Index parameters and search parameters, with the engine's own names, bounds, defaults and descriptions. */
  readonly buildOptions: OptionSchema;
  readonly searchOptions: OptionSchema;
  /**
   * What the lab's own tests run the adapter against: the engine itself, or (where no registry carries it) a local stub of
   * its protocol, or nothing: they try only how it is found.
   */
  readonly testedAgainst: 'engine' | 'protocol-stub' | 'found-only';
  /** How a server of this engine is found and started. */
  readonly server?: ServerRecipe;
  /** Whether an index of these parameters keeps less than the vectors' full precision: its recall may end below 1. */
  keepsLess?(build: Params): boolean;
  /** What is fetched or built once, into the cache folder, before the engine can be started here. */
  readonly installation?: Installation;
  /** Checks of this engine's own, run after those that every engine gets. */
  readonly checks?: readonly ContractCheck[];
  /**
   * What money goes to once it is connected, in words for whoever runs the lab to say yes to. Looks only. Absent: it costs
   * none.
   */
  spends?(context: EngineContext): Promise<string>;
  /** Looks without changing or starting anything. */
  probe(context: EngineContext): Promise<Probe>;
  /** Attaches or starts. Rejects with a LabError that names the log file where there is one. */
  connect(context: EngineContext): Promise<Connection>;
}
