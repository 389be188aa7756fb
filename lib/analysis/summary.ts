import type { BatchedWorkload, FilteredWorkload, MixedWorkload, SearchWorkload, Workload } from '../results/cell';
import type { CeilingFacts, FilterFacts, MissingRecord, RecordCommon, RecordEngine } from '../results/record';
import type { Estimate } from './estimate';
import type { Indexing } from './indexing';
import type { OfTheCeiling } from './of-the-ceiling';
import type { CurvePoint, Latency } from './percentiles';
import type { SummaryHead } from './summary-head';

/** One validity check over the runs of a setting: the worst verdict, and where it stood. */
export interface FoundCheck {
  readonly check: string;
  readonly verdict: 'pass' | 'warn' | 'fail';
  /** Runs with this verdict, of all that made the check; builds, for a check of a whole curve. */
  readonly runs: number;
  readonly of: number;
  /** Numbers and advice of the first run with this verdict. */
  readonly numbers: Readonly<{ [name: string]: number }>;
  readonly advice: string;
}

/** One run (repetition) of a setting: the raw points behind an estimate. */
export interface RunValues {
  readonly run: string;
  readonly cellId: string;
  readonly repetition: number;
  readonly buildIndex: number;
  /** Address of the index that was searched. */
  readonly build: string;
  /** Share of the true neighbours found, over all requests; a failed request found none. Absent without truth. */
  readonly recall?: number;
  readonly recallTies?: number;
  /** Answered queries a second of the measured window. */
  readonly qps: number;
  /** Mean of the answered requests, milliseconds; absent where none was answered. */
  readonly meanMs?: number;
  /** Percentiles of this run alone, milliseconds; absent: too few requests carry them, or they fall among the failed ones. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** Requests a second that as many clients reached by bare requests where nobody kept them waiting, and against what; absent: not measured. */
  readonly ceiling?: number;
  readonly ceilingAgainst?: CeilingFacts['against'];
  readonly requests: number;
  readonly failed: number;
  /** Resident bytes after the window. */
  readonly memory: { readonly lab?: number; readonly engine?: number };
}

/** A workload of clients back to back. */
export type ClosedWorkload = SearchWorkload | FilteredWorkload | MixedWorkload | BatchedWorkload;

/** What the runs of one setting of searches have in common, however their requests were spaced. */
export interface SearchesSummary extends SummaryHead {
  readonly k: number;
  /** The engine's ef_search, under whatever name; absent where it has none. */
  readonly ef?: number;
  /** Different index builds among the runs; below 5 the intervals of rate and latency speak of these builds alone. */
  readonly builds: number;
  /** Mean over requests, its interval over queries (and builds); absent without truth. */
  readonly recall?: Estimate;
  readonly recallTies?: Estimate;
  /** Requests of all runs, and those that failed, by kind. */
  readonly samples: number;
  readonly failed: number;
  readonly errors: Readonly<{ [kind: string]: number }>;
  /** Answers with fewer rows than there are to find, and duplicate rows, over all runs. */
  readonly short: number;
  readonly duplicates: number;
  /** Resident bytes after the window, median over runs. */
  readonly memory: { readonly lab?: Estimate; readonly engine?: Estimate };
  readonly indexing: Indexing;
  /** The requests made against what the client itself reaches. */
  readonly ceiling: OfTheCeiling;
  /** Requests that do nothing, over the way of a search: milliseconds. Absent: in this process, or not measured. */
  readonly ping?: { readonly requests: number; readonly medianMs: number; readonly p99Ms?: number };
}

/** A setting that was measured in a closed loop: one dataset, engine, index and search parameters and workload, over its runs. */
export interface MeasuredSummary<W extends ClosedWorkload = SearchWorkload> extends SearchesSummary {
  readonly workload: W;
  readonly clients: number;
  /** Answered queries a second, median over runs. */
  readonly qps: Estimate;
  /** Milliseconds, of the merged histograms; failed requests count as slower than all others. */
  readonly latency: Latency;
  readonly curve: readonly CurvePoint[];
  /** Coefficient of variation of the rate over runs; NaN for one run. */
  readonly cv: number;
  readonly runs: readonly RunValues[];
}

/** A setting of searches with a filter. */
export interface FilteredSummary extends MeasuredSummary<FilteredWorkload> {
  readonly filter: FilterFacts;
  /** Rows returned in all runs that do not pass. */
  readonly wrong: number;
}

/** A setting of requests with several queries each; its samples, failures and latency are those of requests. */
export interface BatchedSummary extends MeasuredSummary<BatchedWorkload> {
  /** Requests answered a second, median over runs. */
  readonly requestRate: Estimate;
}

/** What the writes of one kind came to. */
export interface WriteSummary {
  /** Acknowledged a second, median over runs. */
  readonly rate: Estimate;
  readonly latency: Latency;
  readonly failed: number;
}

/** A setting of searches between writes; its samples, rate and latency are those of the searches. */
export interface MixedSummary extends MeasuredSummary<MixedWorkload> {
  /** Absent: there were none. */
  readonly inserts?: WriteSummary;
  readonly deletes?: WriteSummary;
  /** Rows returned after their delete had been acknowledged, over all runs. */
  readonly stale: number;
  /** True neighbours that were inserted in the window, and those of them that were missed. */
  readonly fresh: { readonly due: number; readonly missed: number };
  /** The same setting without writes, where it was measured. */
  readonly alone?: MixedSummary;
}

/** What was asked for and could not be measured. */
export interface MissingSummary {
  readonly state: 'missing';
  readonly reason: MissingRecord['state'];
  readonly dataset: RecordCommon['dataset'];
  readonly engine: RecordEngine;
  readonly why: string;
  readonly remedy?: string;
  /** The workloads that it was asked for, each once. */
  readonly asked: readonly Workload[];
  /** Cells that this explains. */
  readonly cells: number;
}

export type Summary = MeasuredSummary | MissingSummary;
