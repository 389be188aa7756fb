import type { Objective, ObjectiveMetric } from '../results/objective';
import { errorShare } from './error-share';
import type { Estimate } from './estimate';
import { judgeObjective, type ObjectiveVerdict } from './objectives';
import type { OpenOutcome } from './open-summary';
import type { Latency } from './percentiles';
import type { BatchedSummary, Summary } from './summary';

const percentileOf = {
  'mean ms': 'mean',
  'p50 ms': 'p50',
  'p95 ms': 'p95',
  'p99 ms': 'p99',
  'p999 ms': 'p999',
} as const;

/**
 * What an objective can be held against: of an open loop what its users wait, and what it completed; of batches the latency and
 * failures of requests, and the rate of queries.
 */
export type Judgeable = Summary | OpenOutcome | BatchedSummary;

export const rateOf = (summary: Exclude<Judgeable, { state: 'missing' }>): Estimate =>
  'response' in summary ? summary.completed : summary.qps;

const latencyOf = (summary: Exclude<Judgeable, { state: 'missing' }>): Latency =>
  'response' in summary ? summary.response : summary.latency;

/** The figure of a measured setting that an objective is about, or why there is none. */
export function objectiveFigure(summary: Judgeable, metric: ObjectiveMetric): Estimate | { readonly why: string } {
  if (summary.state === 'missing') return { why: `${summary.reason}: ${summary.why}` };
  if (metric === 'QPS') return rateOf(summary);
  if (metric === 'errors') return errorShare(summary.runs);
  if (metric === 'recall@k') return summary.recall ?? { why: 'the dataset has no truth to tell recall by' };
  const why = `${summary.samples} requests, ${summary.failed} of them failed, do not carry it`;
  return latencyOf(summary)[percentileOf[metric]] ?? { why };
}

/** Every objective held against one setting, in the order given. */
export const judgeObjectives = (objectives: readonly Objective[], summary: Judgeable): ObjectiveVerdict[] =>
  objectives.map((objective) => judgeObjective(objective, objectiveFigure(summary, objective.metric)));
