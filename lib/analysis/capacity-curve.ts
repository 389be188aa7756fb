import { decodeHistogram } from '../measure/histogram';
import { failedInWindow } from '../results/open-window';
import type { CapacityRecord } from '../results/record';
import type { BreakingPoint, JudgedRate } from '../workload/load/breaking-point';
import { percentileOf } from './percentiles';
import { runLatencies } from './run-latencies';

/** One window of a search for the highest rate: what a user waits at that rate. */
export interface CapacityPoint {
  readonly repetition: number;
  /** Requests a second asked for. */
  readonly rate: number;
  /** Of the rate, over all of its windows. */
  readonly verdict: JudgedRate['verdict'];
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds from when a request was due; absent: too few requests carry it, or it is that of a failed one. */
  readonly p50?: number;
  readonly p99?: number;
}

/** The windows of one search, by ascending rate. */
export function capacityCurve({ cell, windows }: CapacityRecord, { rates }: BreakingPoint): CapacityPoint[] {
  const verdicts = new Map(rates.map(({ rate, verdict }) => [rate, verdict]));
  return windows
    .map((window): CapacityPoint => {
      const { rate, requests, histograms } = window;
      const failed = failedInWindow(window);
      const latencies = runLatencies([decodeHistogram(histograms.response)], [failed]);
      const [p50 = Infinity, p99 = Infinity] = [percentileOf(latencies, 0.5), percentileOf(latencies, 0.99)];
      return {
        ...{ repetition: cell.repetition, rate, verdict: verdicts.get(rate) ?? 'undecided', requests, failed },
        ...(p50 < Infinity && { p50 }),
        ...(p99 < Infinity && { p99 }),
      };
    })
    .sort((a, b) => a.rate - b.rate);
}
