import type { OpenWindow } from './open-window';
import type {
  BatchedWorkload,
  CapacityWorkload,
  Cell,
  CellParams,
  EnduranceWorkload,
  FilteredWorkload,
  IngestWorkload,
  MixedWorkload,
  OpenWorkload,
  SearchWorkload,
  Workload,
} from './cell';

/** Version of the record's schema; a reader refuses a newer one. */
export const recordVersion = 1;

/** One validity check's outcome, shown beside the number. */
export interface Finding {
  check: string;
  verdict: 'pass' | 'warn' | 'fail';
  numbers: { [name: string]: number };
  advice: string;
}

/** Resident memory in bytes; absent: could not be read. */
export interface MemorySample {
  lab?: number;
  engine?: number;
}

export interface RecordEngine {
  name: string;
  title: string;
  kind: 'embedded' | 'server' | 'cloud' | 'filesystem';
  mark: { colour: string; symbol: string };
  /** The engine's own name of ef_search; absent: it has none, or an older record. */
  ef?: string;
  how?: 'environment' | 'up' | 'default-port' | 'started' | 'docker' | 'in-process';
  clientVersion?: string;
  serverVersion?: string;
}

/** What every record carries. */
export interface RecordCommon<W extends Workload = Workload> {
  version: typeof recordVersion;
  run: string;
  cellId: string;
  cell: Cell<W>;
  /** When the cell ended, ISO 8601, UTC. */
  at: string;
  dataset: {
    name: string;
    digest: string;
    n: number;
    dim: number;
    queries: number;
    metric: 'l2' | 'cosine' | 'ip';
    synthetic: boolean;
  };
  engine: RecordEngine;
  /** Content address of the machine described in the run's `run.json`. */
  machine: string;
  /** Git commit of the lab, with `+` behind it where the tree had changes; `unknown` outside git. */
  commit: string;
}

/** How an index was made. */
export interface BuildFacts {
  /** Address of the index that was searched; cells with the same one searched the same index. */
  id: string;
  rows: number;
  countAfter: number;
  /** Milliseconds until every batch was acknowledged, and further until all was searchable. */
  insertMs: number;
  readyMs: number;
  /** Whether it was the first that this connection's engine built: memory freed by an earlier one would hide its growth. */
  first?: boolean;
  /** Resident memory before the collection was made and when all was searchable. */
  memory?: { before: MemorySample; after: MemorySample };
  /** Bytes of the engine's data folder before and after; absent: it stores nothing that can be seen from here. */
  disk?: { before: number; after: number };
}

/** What is known of every measured window. Raw figures only: every statistic is derived from these and can be derived again. */
export interface MeasuredFacts {
  state: 'ok';
  params: { asked: CellParams; readBack: CellParams };
  build: BuildFacts;
  /** Failed requests by kind. */
  errors: { [kind: string]: number };
  memory: { before: MemorySample; after: MemorySample };
  /** CPU milliseconds used in the window by the lab's process and by the engine's processes. */
  cpu: { lab: number; engine?: number };
  /** Event-loop delay of the client in the window, milliseconds. */
  eventLoop: { p99: number; max: number };
  /** Bytes of the main thread's JavaScript heap, and its collections in the window with their milliseconds; absent: an older record. */
  lab?: { heapBefore: number; heapAfter: number; gcMs: number; gcCount: number };
  findings: Finding[];
}

/** Where the clients of a window ran; older records do not say. */
export interface LoadFacts {
  /** Worker threads; 0: the lab's main thread. */
  threads?: number;
  /** Requests that could be under way at once: the clients, or in an open loop what lab and engine's client allow. */
  limit?: number;
  /** What the engine's own client carries at once; absent: no limit known, or an older record. */
  clientLimit?: number;
  /**
   * Requests a second that the same clients reached just before, where nobody kept them waiting: the median of `ceilingOf`'s
   * rates, the best in records that have no `ceilingOf`.
   */
  ceiling?: number;
  ceilingOf?: CeilingFacts;
  /** Why no ceiling was measured. */
  noCeiling?: string;
}

/** How a client's ceiling was measured: each rate is that of one short window, in their order. */
export interface CeilingFacts {
  /** An HTTP server that answers any request at once; or, for an engine in this process, a call that returns at once. */
  against: 'null-server' | 'no-request';
  clients: number;
  /** Bytes of a request's body, as the server received it, in the mean, and of an answer's; absent without requests. */
  requestBytes?: number;
  answerBytes?: number;
  rates: number[];
}

/** What came back of a window of searches. */
export interface SearchFacts extends MeasuredFacts {
  load?: LoadFacts;
  /** Milliseconds of each phase of this cell; only `measureMs` is the window. */
  phases: { configureMs: number; warmupMs: number; measureMs: number };
  answers: {
    k: number;
    requests: number;
    /** Base rows returned, requests × k, little-endian uint32, base64; 0xFFFFFFFF where the answer was short or failed. */
    rows: string;
    /** Query of each request, little-endian uint32, base64. */
    queries: string;
    /** Of each request: hits by id, and hits counting ties; little-endian uint16, base64. Absent: no truth. */
    hits?: string;
    tieHits?: string;
    /** Requests answered with fewer distinct rows than there are to find (k, or those that pass the filter), and duplicate rows. */
    short: number;
    duplicates: number;
  };
}

/**
 * HDR histograms of nanoseconds (3 significant digits), compressed V2, base64; failed requests apart. `ping`: requests that
 * do nothing, one after another over the way of a search, before the cells of an index: what client and way cost.
 */
export interface SearchHistograms {
  service: string;
  failed?: string;
  ping?: string;
}

/** A measured window of searches, whatever spaced them. */
export interface SearchedRecord<W extends Workload = Workload> extends RecordCommon<W>, SearchFacts {
  histograms: SearchHistograms;
  /** What the searches were confined to; absent: nothing. */
  filter?: FilterFacts;
  /** Of requests with several queries each. */
  batches?: BatchFacts;
  /** Of a collection that changed meanwhile. */
  moments?: MomentFacts;
}

/**
 * Of each search of a changing collection, packed: how many true neighbours there were to find (uint16), and when it was sent and
 * answered (uint32, in ticks: places in the one order of sending and noticing answers).
 */
export interface MomentFacts {
  due: string;
  sent: string;
  answered: string;
  /** Rows returned after their delete was acknowledged, and before their insert was sent. */
  stale: number;
  unsent: number;
  /** True neighbours that had been inserted in the window, and those of them that were missed. */
  fresh: { due: number; missed: number };
}

/** Rows written in a window, in the order of sending: row, and the ticks of sending and acknowledgement (4294967295: none); packed. */
export interface WrittenRows {
  rows: string;
  sent: string;
  acknowledged: string;
  failed: number;
}

/** Requests with several queries: what is counted by requests (latencies, errors), and by queries (answers). */
export interface BatchFacts {
  /** Queries of each request. */
  size: number;
  requests: number;
}

/** The filter of a window's searches. */
export interface FilterFacts {
  attribute: string;
  /** Share of the rows asked for, and how many rows pass. */
  selectivity: number;
  matching: number;
}

/** A closed loop of searches. */
export interface OkRecord extends RecordCommon<SearchWorkload>, SearchFacts {
  measured?: undefined;
  histograms: SearchHistograms;
}

/** How an open loop's requests lay in its window. */
export interface OpenLoad extends LoadFacts {
  /** Most requests under way at once, and when the last was due, nanoseconds after the start. */
  mostInFlight: number;
  lastDueNs: number;
  /** Requests answered without error before the window's duration was over. */
  answeredInTime: number;
  /** The same in the second half of the duration, which does not begin with nothing under way, and the requests due in it. */
  secondHalf: { due: number; answered: number };
  /** Requests due and not yet answered, halfway through the duration and at its end. */
  backlog: { middle: number; end: number };
  /** Requests due and not yet answered, counted at so many moments until the last answer: their mean. */
  inFlight: { mean: number; samples: number };
}

/** An open loop of searches. */
export interface OpenRecord extends RecordCommon<OpenWorkload>, SearchFacts {
  measured: 'open';
  /** `response`: from when a request was due; `service`: from its sending; `slip`: between the two. Failed ones: response. */
  histograms: SearchHistograms & { response: string; slip: string };
  load: OpenLoad;
}

/** The search for the highest rate that is held. */
export interface CapacityRecord extends RecordCommon<CapacityWorkload>, MeasuredFacts {
  measured: 'capacity';
  load?: LoadFacts;
  phases: SearchFacts['phases'];
  k: number;
  /** A closed loop before it, whose half is the first rate, requests a second. */
  scout: { clients: number; rate: number };
  /** Requests of a window that could be missing, up to a twentieth of those due; absent: none, of older records. */
  few?: number;
  /** In the order of asking. `kinds`: failed requests by kind; hits over all requests; histograms as of an open loop. */
  windows: (OpenWindow & {
    kinds: { [kind: string]: number };
    hits: number;
    tieHits: number;
    histograms: { response: string; service: string; slip: string };
  })[];
}

/** One of the equal spans of a long run: the requests that were due in it, and what stood at its end. */
export interface SliceFacts {
  requests: number;
  failed: number;
  /** True neighbours found by its requests, by id and counting ties. */
  hits: number;
  tieHits: number;
  /** As of an open loop. */
  histograms: { response: string; service: string; slip: string };
  /** At its end; CPU milliseconds since the one before; bytes of the engine's data folder, if it can be seen from here. */
  memory: MemorySample;
  cpu: { lab: number; engine?: number };
  disk?: number;
}

/** A long open loop at one rate. */
export interface EnduranceRecord extends RecordCommon<EnduranceWorkload>, MeasuredFacts {
  measured: 'endurance';
  load: OpenLoad;
  phases: SearchFacts['phases'];
  k: number;
  /** In order, as many as the workload asks for. */
  slices: SliceFacts[];
}

/** A closed loop of searches with a filter; recall is counted against the nearest of the rows that pass. */
export interface FilteredRecord extends RecordCommon<FilteredWorkload>, SearchFacts {
  measured: 'filtered';
  histograms: SearchHistograms;
  filter: FilterFacts;
}

/** A closed loop of requests with several queries each; its `answers` are counted by queries. */
export interface BatchedRecord extends RecordCommon<BatchedWorkload>, SearchFacts {
  measured: 'batched';
  histograms: SearchHistograms;
  batches: BatchFacts;
}

/** Searches of a collection that is written to meanwhile; `requests` of its answers are the searches alone. */
export interface MixedRecord extends RecordCommon<MixedWorkload>, SearchFacts {
  measured: 'mixed';
  /** `insert` and `delete`: of the writes that were acknowledged. */
  histograms: SearchHistograms & { insert?: string; delete?: string };
  moments: MomentFacts;
  writes: {
    inserts: WrittenRows;
    deletes: WrittenRows;
    errors: { [kind: string]: number };
    /** The window ended because no row was left to insert or to delete. */
    ranOut: boolean;
  };
}

/** A collection filled and dropped. */
export interface IngestRecord extends RecordCommon<IngestWorkload>, MeasuredFacts {
  measured: 'ingest';
  /** Vectors of one insert where the largest was asked for: what that was. */
  batch?: number;
  /** Of each insert, from sending to acknowledgement. */
  histograms: { insert: string };
  /** Memory and disk as it went on: milliseconds after the first insert, vectors acknowledged by then. */
  samples: { ms: number; vectors: number; memory: MemorySample; disk?: number }[];
}

/** A cell that was measured. */
export type MeasuredRecord =
  | OkRecord
  | OpenRecord
  | CapacityRecord
  | EnduranceRecord
  | IngestRecord
  | FilteredRecord
  | MixedRecord
  | BatchedRecord;

/** A cell that was not measured, and why; `remedy` is the command or change that mends it. */
export interface MissingRecord<W extends Workload = Workload> extends RecordCommon<W> {
  state: 'failed' | 'timed-out' | 'unavailable' | 'skipped';
  why: string;
  remedy?: string;
}

/** One line of `records.jsonl`. */
export type Record = MeasuredRecord | MissingRecord;

/** Whether a record is of searches with a filter, measured or not. */
export const isFiltered = (record: Record): record is FilteredRecord | MissingRecord<FilteredWorkload> =>
  record.cell.workload.type === 'filtered';

/** Whether a record is of requests with several queries each, measured or not. */
export const isBatched = (record: Record): record is BatchedRecord | MissingRecord<BatchedWorkload> =>
  record.cell.workload.type === 'batched';

/** Whether a record is of searches between writes, measured or not. */
export const isMixed = (record: Record): record is MixedRecord | MissingRecord<MixedWorkload> =>
  record.cell.workload.type === 'mixed';

/** Whether a record is a closed loop of searches that was measured. */
export const isMeasuredSearch = (record: Record): record is OkRecord =>
  record.state === 'ok' && record.measured === undefined;

/** Whether a record is one of a closed loop of searches, measured or not. */
export const isSearch = (record: Record): record is OkRecord | MissingRecord<SearchWorkload> =>
  record.cell.workload.type === 'search';

/** Whether a record is one of an open loop of searches, measured or not. */
export const isOpen = (record: Record): record is OpenRecord | MissingRecord<OpenWorkload> =>
  record.cell.workload.type === 'open';

/** Whether a record is of a long run, measured or not. */
export const isEndurance = (record: Record): record is EnduranceRecord | MissingRecord<EnduranceWorkload> =>
  record.cell.workload.type === 'endurance';

/** Whether a record is one of filling a collection, measured or not. */
export const isIngest = (record: Record): record is IngestRecord | MissingRecord<IngestWorkload> =>
  record.cell.workload.type === 'ingest';
