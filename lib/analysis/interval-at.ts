import type { ObjectiveMetric } from '../results/objective';
import { errorShareAt } from './error-share';
import type { Estimate } from './estimate';
import { independentGroups } from './groups';
import { jackknifeReach } from './jackknife';
import { normalQuantile } from './normal';
import type { RunValues } from './summary';
import { studentQuantile } from './student';

type Ends = Pick<Estimate, 'low' | 'high'>;

/** A run with its rate, answers a second, and its failures. */
export type RatedRun = Pick<RunValues, 'requests' | 'failed' | 'build' | 'qps'>;

/**
 * The ends of the interval of a figure at a level above the 0.95 that it is shown with. Of a rate Student's t over the logarithms of
 * its runs, as no bootstrap of few runs reaches so far: all 5 of them lie on one side of their true median one time in 16. Of
 * failures {@link errorShareAt}; of a latency the shown interval, Student's t too, drawn out; of recall the same on its log odds by
 * the quantiles of the normal, as its queries are many.
 */
export function intervalAt(level: number, metric: ObjectiveMetric, figure: Estimate, runs: readonly RatedRun[]): Ends {
  if (metric === 'errors') return errorShareAt(runs, level);
  const groups = independentGroups(runs.map(({ build }) => build));
  if (metric === 'QPS') {
    const logs = runs.map(({ qps }) => Math.log(qps));
    const meanLog = (counts: readonly number[]) =>
      logs.reduce((sum, log, i) => sum + log * (counts[i] ?? 0), 0) / counts.reduce((sum, count) => sum + count, 0);
    const reach = jackknifeReach(groups, meanLog, level);
    const centre = meanLog(runs.map(() => 1));
    return { low: Math.exp(centre - reach), high: Math.exp(centre + reach) };
  }
  const [tail, shown] = [(1 + level) / 2, 0.975];
  if (metric !== 'recall@k') {
    const freedom = groups.length - 1;
    return drawnOut(figure, studentQuantile(tail, freedom) / studentQuantile(shown, freedom), Math.log, Math.exp);
  }
  if (figure.method === 'clopper-pearson') {
    const others = 1 - (1 - tail) ** (1 / figure.n);
    const low = figure.value * (1 - others);
    return { low, high: low + others };
  }
  const odds = (share: number) => Math.log(share / (1 - share));
  return drawnOut(figure, normalQuantile(tail) / normalQuantile(shown), odds, (x) => 1 / (1 + Math.exp(-x)));
}

/** An interval whose ends are so many times as far from its value, on another scale. */
function drawnOut(
  { value, low, high }: Estimate,
  times: number,
  to: (value: number) => number,
  back: (value: number) => number,
): Ends {
  const from = (end: number) => back(to(value) + times * (to(end) - to(value)));
  return { low: from(low), high: from(high) };
}
