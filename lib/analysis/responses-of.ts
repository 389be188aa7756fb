import type { EnduranceRecord, OpenRecord } from '../results/record';
import type { RunHistograms } from './percentile-reading';
import { failedIn } from './run-values';

/** What users waited in one run of an open loop; of a long one in all its slices together. */
export function responsesOf(record: OpenRecord | EnduranceRecord): RunHistograms {
  if (record.measured === 'open') return { histograms: [record.histograms.response], failed: [failedIn(record)] };
  return {
    histograms: record.slices.map(({ histograms }) => histograms.response),
    failed: record.slices.map(({ failed }) => failed),
  };
}
