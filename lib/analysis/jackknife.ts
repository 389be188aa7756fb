import type { RunStatistic } from './bootstrap';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { sizeOf, without, type Groups } from './groups';
import { mean } from './moments';
import { studentQuantile } from './student';

/**
 * A positive, smooth statistic of runs (a mean, a percentile of merged histograms) with its 95 % interval: Student's t
 * around its logarithm ({@link jackknifeReach}). For few runs a bootstrap of such a statistic is too narrow: simulated with
 * 5 normal or log-normal runs BCa held the truth in 81 to 83 %, this in 95 %. None below 5 runs.
 */
export function jackknife(groups: Groups, statistic: RunStatistic): Estimate {
  const n = sizeOf(groups);
  const value = statistic(new Array<number>(n).fill(1));
  if (n < fewestUnits) return withoutInterval(value, n, 'runs');
  const reach = jackknifeReach(groups, (counts) => Math.log(statistic(counts)));
  // Without a run the percentile may fall among the failed requests, which have no time.
  if (!Number.isFinite(reach)) return withoutInterval(value, n, 'runs');
  const factor = Math.exp(reach);
  return { value, low: value / factor, high: value * factor, level: 0.95, n, unit: 'runs', method: 't' };
}

/**
 * How far an interval, of 95 % if no level is given, reaches to either side of a statistic: Student's t times its standard error, that by leaving out
 * each group in turn (J. W. Tukey 1958; R. G. Miller, "The jackknife: a review", Biometrika 61, 1974).
 */
export function jackknifeReach(groups: Groups, statistic: RunStatistic, level = 0.95): number {
  const n = sizeOf(groups);
  const leftOut = groups.map((_, out) => statistic(without(groups, out, n)));
  const centre = mean(leftOut);
  const squares = leftOut.reduce((sum, v) => sum + (v - centre) ** 2, 0);
  return (
    studentQuantile((1 + level) / 2, groups.length - 1) * Math.sqrt(((groups.length - 1) / groups.length) * squares)
  );
}
