import type { Objective, ObjectiveMetric } from '../results/objective';
import { errorShare } from './error-share';
import type { Estimate } from './estimate';
import { failedRepetitions } from './failed-repetitions';
import { judgeObjective, type NoFigure, type ObjectiveVerdict } from './objectives';
import type { OpenOutcome } from './open-summary';
import { noPercentile } from './no-percentile';
import { type Latency, shares } from './percentiles';
import type { BatchedSummary, Summary } from './summary';

const percentileOf = { 'p50 ms': 'p50', 'p95 ms': 'p95', 'p99 ms': 'p99', 'p999 ms': 'p999' } as const;

/**
 * What an objective can be held against: of an open loop what its users wait, and what it completed; of batches the latency and
 * failures of requests, and the rate of queries.
 */
export type Judgeable = Summary | OpenOutcome | BatchedSummary;

export const rateOf = (summary: Exclude<Judgeable, { state: 'missing' }>): Estimate =>
  'response' in summary ? summary.completed : summary.qps;

const latencyOf = (summary: Exclude<Judgeable, { state: 'missing' }>): Latency =>
  'response' in summary ? summary.response : summary.latency;

/** The figure of a measured setting that an objective is about, or what can be said without one. */
export function objectiveFigure(summary: Judgeable, metric: ObjectiveMetric): Estimate | NoFigure {
  if (summary.state === 'missing') return notMeasured(`${summary.reason}: ${summary.why}`);
  if (metric === 'QPS') return rateOf(summary);
  if (metric === 'errors') return errorShare(summary.runs);
  if (metric === 'recall@k') return summary.recall ?? notMeasured('the dataset has no truth to tell recall by');
  const latency = latencyOf(summary);
  if (metric === 'mean ms') return latency.mean ?? notMeasured(`none of ${summary.samples} requests was answered`);
  const percentile = percentileOf[metric];
  return latency[percentile] ?? noPercentile(summary, percentile, shares[percentile]);
}

const notMeasured = (why: string): NoFigure => ({ state: 'not measured', why });

/**
 * Every objective held against one setting, in the order given. None is met where repetitions failed: no figure has them in it, and
 * a figure without the worst of them says too much.
 */
export function judgeObjectives(objectives: readonly Objective[], summary: Judgeable): ObjectiveVerdict[] {
  const lost = summary.state === 'missing' ? undefined : failedRepetitions(summary);
  return objectives.map((objective) => {
    const verdict = judgeObjective(objective, objectiveFigure(summary, objective.metric));
    return lost && verdict.state === 'met' ? { ...verdict, state: 'not shown', why: lost.why } : verdict;
  });
}
