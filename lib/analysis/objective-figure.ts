import type { Objective, ObjectiveMetric } from '../results/objective';
import { errorShare } from './error-share';
import type { Estimate } from './estimate';
import { failedRepetitions } from './failed-repetitions';
import { intervalAt } from './interval-at';
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
type Measured = Exclude<Judgeable, { state: 'missing' }>;

export const rateOf = (summary: Measured): Estimate => ('response' in summary ? summary.completed : summary.qps);

const latencyOf = (summary: Measured): Latency => ('response' in summary ? summary.response : summary.latency);

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
 * a figure without the worst of them says too much. Where the best of `competing` settings is spoken of, it is met only at the level
 * that Bonferroni asks of each, 1 − 0.05 / competing: one of many keeps a limit by chance more often than one.
 */
export function judgeObjectives(
  objectives: readonly Objective[],
  summary: Judgeable,
  competing = 1,
): ObjectiveVerdict[] {
  return objectives.map((objective) => {
    const verdict = judgeObjective(objective, objectiveFigure(summary, objective.metric));
    if (verdict.state !== 'met' || summary.state === 'missing') return verdict;
    const why = failedRepetitions(summary)?.why ?? (competing > 1 ? byChance(verdict, summary, competing) : undefined);
    return why === undefined ? verdict : { ...verdict, state: 'not shown', why };
  });
}

/** Why an objective that one setting alone would meet is not shown of the best of several; undefined where it is. */
function byChance({ objective, estimate }: ObjectiveVerdict, summary: Measured, competing: number): string | undefined {
  if (!estimate) return undefined;
  const level = 1 - 0.05 / competing;
  const runs = 'response' in summary ? summary.runs.map((run) => ({ ...run, qps: run.completed })) : summary.runs;
  const ends = intervalAt(level, objective.metric, estimate, runs);
  const held = judgeObjective(objective, { ...estimate, ...ends });
  if (held.state === 'met') return undefined;
  return `${competing} settings compete, so that each is judged at ${Number((level * 100).toPrecision(4))} %; ${held.why}`;
}
