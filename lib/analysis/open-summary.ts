import type { OpenWorkload } from '../results/cell';
import type { Estimate } from './estimate';
import type { JudgedRepetitions } from './judge-repetitions';
import type { CurvePoint, Latency } from './percentiles';
import type { MissingSummary, SearchesSummary } from './summary';

/** One run (repetition) of an open loop. */
export interface OpenRunValues {
  readonly run: string;
  readonly cellId: string;
  readonly repetition: number;
  /** Address of the index that was searched. */
  readonly build: string;
  /** Requests a second that were due, and that were answered within the window. */
  readonly offered: number;
  readonly completed: number;
  readonly requests: number;
  readonly failed: number;
  readonly mostInFlight: number;
  /** Mean of the answered requests' responses, milliseconds; absent where none was answered. */
  readonly meanMs?: number;
}

/** A setting that was measured in an open loop at one rate, over its runs. */
export interface OpenSummary extends SearchesSummary {
  readonly workload: OpenWorkload;
  /** Requests a second asked for. */
  readonly rate: number;
  /** Milliseconds from when a request was due: what a user waits. Failed requests count as slower than all others. */
  readonly response: Latency;
  readonly curve: readonly CurvePoint[];
  /** Milliseconds from sending: what the engine took. */
  readonly service: Latency;
  /** Milliseconds from when a request was due to its sending: what the client itself was late. */
  readonly slip: Latency;
  /** Requests a second that were due, and that were answered within the window, median over runs. */
  readonly offered: Estimate;
  readonly completed: Estimate;
  /** Most requests under way at once, in any run. */
  readonly mostInFlight: number;
  /** Requests that could be, the fewest of any run; absent: older records do not say. */
  readonly limit?: number;
  readonly errorShare: Estimate;
  /** Whether the engine held the rate, from all runs together, and every run's reasons where it did not. */
  readonly verdict: JudgedRepetitions['verdict'];
  readonly windows: JudgedRepetitions['windows'];
  readonly why: readonly string[];
  readonly runs: readonly OpenRunValues[];
}

export type OpenOutcome = OpenSummary | MissingSummary;
