import { decodeHistogram } from '../measure/histogram';
import type { OpenRecord } from '../results/record';
import type { OpenWindow } from '../results/open-window';
import { carries } from './percentiles';
import { mixturePercentile, runLatencies } from './run-latencies';
import { failedIn } from './run-values';

/** What a record says to judge whether its rate was held. */
export function openWindow(record: OpenRecord): OpenWindow {
  const { cell, answers, errors, load, findings, histograms } = record;
  const { rate, durationMs } = cell.workload;
  const { 'not-sent': notSent = 0 } = errors;
  const perSecond = (count: number): number => count / (durationMs / 2000);
  const failed = failedIn(record);
  const p99Ms = carries(answers.requests, 0.99)
    ? mixturePercentile(runLatencies([decodeHistogram(histograms.response)], [failed]), [1], 0.99)
    : undefined;
  const client = findings.find(({ check }) => check === 'slips')?.verdict;
  return {
    rate,
    // Of the second half: a window begins with nothing under way, and what is at its end would seem not completed.
    offered: perSecond(load.secondHalf.due),
    completed: perSecond(load.secondHalf.answered),
    requests: answers.requests,
    errors: failed - notSent,
    notSent,
    backlog: load.backlog,
    ...(p99Ms !== undefined && Number.isFinite(p99Ms) && { p99Ms }),
    ...(client && { client }),
  };
}
