import type { EnduranceWorkload } from '../results/cell';
import type { Drift } from './drift';
import type { MissingSummary } from './summary';
import type { SummaryHead } from './summary-head';

/** What is looked at slice by slice: milliseconds of the response, resident bytes, the share of requests that failed. */
export type DriftFigure = 'p50' | 'p99' | 'memory' | 'errors';

/** One slice of a long run. */
export interface SliceValues {
  /** Hours from the start to its middle and to its end, where memory was looked at. */
  readonly middleHours: number;
  readonly endHours: number;
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds from when a request was due, Infinity where it is that of a failed one; absent: too few requests carry it. */
  readonly p50?: number;
  readonly p99?: number;
  /** Resident bytes of {@link EnduranceRun.memoryOf}; absent: could not be read. */
  readonly memory?: number;
  /** Share of the requests that failed; absent: none was due. */
  readonly errors?: number;
  /** Share of the true neighbours found; a failed request found none. */
  readonly recall?: number;
  /** Bytes of the engine's data folder, and cores that its processes kept busy. */
  readonly disk?: number;
  readonly cores?: number;
}

/** One run (repetition) of a long load, slice by slice, and what moved. */
export interface EnduranceRun {
  readonly run: string;
  readonly cellId: string;
  readonly repetition: number;
  readonly slices: readonly SliceValues[];
  /** Whose memory: the engine's processes, or the lab's, which an engine in this process is a part of; absent: nobody's. */
  readonly memoryOf?: 'engine' | 'lab';
  /** Of each figure over the slices, corrected by Holm for being several of one run. */
  readonly drifts: { readonly [F in DriftFigure]: Drift };
  readonly requests: number;
  readonly failed: number;
  readonly errors: Readonly<{ [kind: string]: number }>;
}

/** A setting under one load for long, run by run: runs are never put together, a drift is of one. */
export interface EnduranceSummary extends SummaryHead<EnduranceWorkload> {
  readonly k: number;
  readonly ef?: number;
  /** Requests that could be under way at once, the fewest of any run; absent: older records do not say. */
  readonly limit?: number;
  readonly runs: readonly EnduranceRun[];
}

export type EnduranceOutcome = EnduranceSummary | MissingSummary;
