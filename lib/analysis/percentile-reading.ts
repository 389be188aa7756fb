import { decodeHistogram } from '../measure/histogram';
import { percentileOf } from './percentiles';
import type { Reading } from './reading';
import { runLatencies } from './run-latencies';

/** The histograms of one run, nanoseconds, and how many requests failed beside each: they count as slower than all others. */
export interface RunHistograms {
  readonly histograms: readonly string[];
  readonly failed: readonly number[];
}

/**
 * The percentile of one run at `share` (0.99 for p99), milliseconds, of all its histograms together.
 * @throws LabError `bad-histogram` where one is damaged
 */
export function percentileReading({ histograms, failed }: RunHistograms, share: number): Reading {
  const value = percentileOf(runLatencies(histograms.map(decodeHistogram), failed), share);
  if (value === undefined) return { why: `too few requests carry its p${share * 100}` };
  return Number.isFinite(value) ? { value } : { why: `its p${share * 100} falls among the requests that failed` };
}
