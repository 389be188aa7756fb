import type { Params } from '../engines/option-schema';
import type { Arrivals, IngestWorkload } from './cell';
import type { Objective } from './objective';

/** One kind of load, and what it alone is asked with; the rest stands in the sweep. */
export type WorkloadAsk =
  /** Closed loop, with the sweep's `clients`, `k`, `requests` and `minMs`. */
  | { readonly type: 'search' }
  /** Open loop at each rate (requests a second), for so many seconds. */
  | { readonly type: 'open'; readonly arrivals: Arrivals; readonly rates: readonly number[]; readonly seconds: number }
  /** The highest rate held, found by open loops of so many seconds; `precision` of the rate, e.g. 0.05; with a p99 to keep. */
  | {
      readonly type: 'capacity';
      readonly arrivals: Arrivals;
      readonly seconds: number;
      readonly precision: number;
      readonly p99Ms?: number;
    }
  /** A long open loop at each rate, for so many seconds in so many equal slices: what drifts. */
  | {
      readonly type: 'endurance';
      readonly arrivals: Arrivals;
      readonly rates: readonly number[];
      readonly seconds: number;
      readonly slices: number;
    }
  /** Filling a collection by inserts of each size; `fresh`: on an engine started for it, to see its memory grow. */
  | { readonly type: 'ingest'; readonly batches: readonly IngestWorkload['batch'][]; readonly fresh?: boolean }
  /** The closed loop, with a filter that lets each share of the rows pass, on an index whose rows carry attributes. */
  | { readonly type: 'filtered'; readonly selectivities?: readonly number[] }
  /**
   * The closed loop, each request with so many queries. At least as many queries as the sweep's `requests`, and ten requests of
   * each client.
   */
  | { readonly type: 'batched'; readonly sizes: readonly number[] }
  /** Searching while so many of the requests insert and delete; the sweep's `minMs` if no seconds are given. */
  | { readonly type: 'mixed'; readonly inserts: number; readonly deletes: number; readonly seconds?: number };

/** What to measure, as asked: every combination of these, each repeated. All lists are non-empty. */
export interface Sweep {
  /** Names of the catalogue, or paths of files. */
  datasets: readonly string[];
  /** Scale of each dataset: `small` 10,000 rows, `medium` 100,000, `large` 1,000,000, `full` all; or a number of rows. */
  scales: readonly (string | number)[];
  /** Names of engines. */
  engines: readonly string[];
  k: readonly number[];
  /** Values of the engine's ef_search; an engine without one is measured once. */
  ef: readonly number[];
  m: number;
  efConstruction: number;
  /** Numbers of closed-loop clients. */
  clients: readonly number[];
  /** Fewest measured requests of one repetition, and its shortest window in milliseconds: both hold. */
  requests: number;
  minMs: number;
  warmup: number;
  repetitions: number;
  /** How many index builds the repetitions share: 1 shows the noise of searching, `repetitions` also that of building. */
  builds: number;
  seed: number;
  /** What is done with each setting; absent: `search` alone. */
  workloads?: readonly WorkloadAsk[];
  /** What every engine is held against; the measurement is the same without. */
  objectives?: readonly Objective[];
  /** The scenario that it was made from. */
  scenario?: string;
  /** Further options of one engine by its own names, build and search; they win over the common ones. */
  options?: Readonly<Record<string, Params>>;
}
