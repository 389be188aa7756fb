import type { IngestWorkload } from '../results/cell';
import type { Estimate } from './estimate';
import type { Latency } from './percentiles';
import type { MissingSummary } from './summary';
import type { SummaryHead } from './summary-head';

/** What something cost, with what limits the figure of some run, or why it is not known. */
export type Cost =
  | { readonly state: 'known'; readonly estimate: Estimate; readonly limit?: string }
  | { readonly state: 'not available'; readonly why: string };

/** One run (repetition) of an ingest: a collection filled and dropped. */
export interface IngestRunValues {
  readonly run: string;
  readonly cellId: string;
  readonly repetition: number;
  /** Address of the index that was built. */
  readonly build: string;
  /** Vectors a second: acknowledged, and until all could be searched. */
  readonly acknowledgedRate: number;
  readonly searchableRate: number;
  /** Milliseconds from the first insert until all could be searched. */
  readonly totalMs: number;
  /** Bytes by which the engine's processes grew; absent where `memoryPerThousand` does not count this run. */
  readonly memoryGrowth?: number;
  /** Bytes by which the engine's data folder grew. */
  readonly diskGrowth?: number;
}

/** A setting of filling collections, over its runs: each built an index of its own. */
export interface IngestSummary extends SummaryHead<IngestWorkload> {
  /** Vectors of one insert, and whether each run had the engine started for it. */
  readonly batch: number;
  readonly fresh: boolean;
  /** Vectors a second: acknowledged alone, and acknowledged and searchable. */
  readonly acknowledgedRate: Estimate;
  readonly searchableRate: Estimate;
  /** Milliseconds of one insert, from sending to acknowledgement. */
  readonly insert: Latency;
  readonly inserts: number;
  /** Bytes per 1,000 vectors by which the engine's processes grew above what they had before, on a fresh process. */
  readonly memoryPerThousand: Cost;
  /** Bytes per 1,000 vectors by which the data folder grew. */
  readonly diskPerThousand: Cost;
  /** Most resident bytes of the engine's processes, by the kernel's mark of one, and most bytes of its data folder in any look at it. */
  readonly peakMemory: Cost;
  readonly peakDisk: Cost;
  readonly runs: readonly IngestRunValues[];
}

export type IngestOutcome = IngestSummary | MissingSummary;
