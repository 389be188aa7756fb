import { decodeHistogram } from '../measure/histogram';
import type { SearchedRecord } from '../results/record';
import { latencyOf, type Latency } from './percentiles';
import { runLatencies } from './run-latencies';
import { failedIn, runValues } from './run-values';
import type { RunValues } from './summary';

/** What follows from one record alone: recall and rate, and the percentiles that its own requests carry, without intervals. */
export interface Derived {
  readonly values: RunValues;
  readonly latency: Latency;
}

const known = new WeakMap<SearchedRecord, Derived>();

/** Derives a record's figures, once. LabError `bad-histogram` where its histogram is damaged. */
export function derive(record: SearchedRecord): Derived {
  const before = known.get(record);
  if (before) return before;
  const latencies = runLatencies([decodeHistogram(record.histograms.service)], [failedIn(record)]);
  const values = runValues(record, latencies.means[0] ?? NaN);
  const derived = { values, latency: latencyOf(latencies, [[0]]) };
  known.set(record, derived);
  return derived;
}
