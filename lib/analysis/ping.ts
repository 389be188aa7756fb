import { decodeHistogram } from '../measure/histogram';
import type { SearchedRecord } from '../results/record';
import { carries } from './percentiles';
import { mixturePercentile, runLatencies } from './run-latencies';
import type { SearchesSummary } from './summary';

/**
 * Median and, where they carry it, 99th percentile of the requests that did nothing. Cells of one index share one
 * histogram, which counts once.
 */
export function pingOf(records: readonly SearchedRecord[]): Pick<SearchesSummary, 'ping'> {
  const texts = [...new Set(records.flatMap(({ histograms }) => histograms.ping ?? []))];
  const runs = runLatencies(
    texts.map(decodeHistogram),
    texts.map(() => 0),
  );
  const requests = runs.answered.reduce((sum, count) => sum + count, 0);
  if (requests === 0) return {};
  const once = texts.map(() => 1);
  const medianMs = mixturePercentile(runs, once, 0.5);
  return {
    ping: { requests, medianMs, ...(carries(requests, 0.99) && { p99Ms: mixturePercentile(runs, once, 0.99) }) },
  };
}
