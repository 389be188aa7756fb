import { decodeHistogram } from '../measure/histogram';
import type { OpenWindow } from '../results/open-window';
import type { OpenRecord } from '../results/record';
import { windowOf } from '../workload/load/window-of';
import { carries } from './percentiles';
import { mixturePercentile, runLatencies } from './run-latencies';
import { failedIn } from './run-values';

/** What a record says to judge whether its rate was held. */
export function openWindow(record: OpenRecord): OpenWindow {
  const { cell, answers, errors, load, findings, histograms } = record;
  const { rate, durationMs } = cell.workload;
  const { requests } = answers;
  const p99Ms = carries(requests, 0.99)
    ? mixturePercentile(runLatencies([decodeHistogram(histograms.response)], [failedIn(record)]), [1], 0.99)
    : undefined;
  const client = findings.find(({ check }) => check === 'slips')?.verdict;
  return windowOf({ rate, durationMs, requests, errors, load, p99Ms, client });
}
