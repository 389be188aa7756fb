import { contentId } from '../base/canonical-json';

/** Parameter values by the engine's own names. */
export type CellParams = Readonly<Record<string, string | number | boolean>>;

/** `clients` back to back (closed loop), each waiting for its answer before it asks again: what the engine can carry. */
export interface SearchWorkload {
  type: 'search';
  loop: 'closed';
  clients: number;
  k: number;
  /**
   * Fewest measured requests of all clients together. Queries are taken in order and repeat when they run out;
   * repetition r begins with query r × requests, so that the repetitions together ask as many different ones as they can.
   */
  requests: number;
  /** Shortest window, milliseconds: requests go on until both hold. */
  minMs: number;
  /** Requests before the window, not measured. */
  warmup: number;
}

/** How the moments lie at which an open loop asks: evenly, or as independent users come (exponential gaps). */
export type Arrivals = 'constant' | 'poisson';

/** Requests at moments fixed beforehand (open loop), whether or not earlier ones were answered: what a user waits for. */
export interface OpenWorkload {
  type: 'open';
  loop: 'open';
  arrivals: Arrivals;
  /** Requests a second. */
  rate: number;
  /** Length of the measured window, milliseconds. */
  durationMs: number;
  k: number;
  /**
   * Requests before the window, not measured: half from one client a thread, half from as many clients as the rate is likely to
   * have requests under way.
   */
  warmup: number;
}

/** Open loops at one rate after another, until the highest that is held is known. */
export interface CapacityWorkload {
  type: 'capacity';
  loop: 'open';
  arrivals: Arrivals;
  /** Length of each window, milliseconds. */
  durationMs: number;
  /** The search ends where lowest broken ÷ highest held is within 1 + precision. */
  precision: number;
  /** The p99 of the response that a rate must keep to be held, if any. */
  p99Ms?: number;
  k: number;
  warmup: number;
}

/** A long open loop at one rate, its time cut into equal slices: what changes as it goes on. */
export interface EnduranceWorkload extends Omit<OpenWorkload, 'type'> {
  type: 'endurance';
  /** How many slices `durationMs` is cut into. */
  slices: number;
}

/** A collection of its own, filled by one client in inserts of one size, and dropped. */
export interface IngestWorkload {
  type: 'ingest';
  /** Vectors of one insert; `largest`: as many as the engine takes at once, all if it names no limit. */
  batch: number | 'largest';
  /** The engine is started anew for it, so that its memory grows from nothing. Absent: it has built others before. */
  fresh?: true;
}

/** As a closed loop of searches, each asking only for rows that pass a filter. */
export interface FilteredWorkload extends Omit<SearchWorkload, 'type'> {
  type: 'filtered';
  /** Share of the rows that pass. */
  selectivity: number;
  /** Every share asked for, ascending: each row carries an attribute for each, so that all are asked of one index. */
  ladder: number[];
}

/** A closed loop whose requests each carry several queries, in the engine's own call for that. */
export interface BatchedWorkload extends Omit<SearchWorkload, 'type'> {
  type: 'batched';
  /** Queries of one request; `requests` and `warmup` count requests. */
  size: number;
}

/** A closed loop in which each request is by chance a search, or an insert or delete of one row, on a collection of its own. */
export interface MixedWorkload extends Omit<SearchWorkload, 'type'> {
  type: 'mixed';
  /** Share of the requests that insert, and that delete. */
  inserts: number;
  deletes: number;
  /** Share of the rows that are there at the start. */
  built: number;
}

export type Workload =
  | SearchWorkload
  | OpenWorkload
  | IngestWorkload
  | FilteredWorkload
  | MixedWorkload
  | CapacityWorkload
  | EnduranceWorkload
  | BatchedWorkload;

/** One job of a plan: everything that decides what is measured, and nothing else. */
export interface Cell<W extends Workload = Workload> {
  dataset: { name: string; digest: string; n: number };
  engine: string;
  /** Index parameters by the engine's own names. */
  build: CellParams;
  /** Search parameters by the engine's own names. */
  search: CellParams;
  workload: W;
  repetition: number;
  /** Which of the plan's index builds this repetition searches. */
  buildIndex: number;
  seed: number;
}

/** A cell's content address; resuming a run compares these. */
export const cellId = (cell: Cell): string => contentId(cell);
