import { bcaInterval } from './bca';
import type { BootstrapOptions, RunStatistic } from './bootstrap';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { independentGroups, sizeOf, without, type Groups } from './groups';
import { mean } from './moments';
import { resampleStrata } from './resample';
import type { Weighted } from './weighted';

/** Groups of runs of several settings that stand one after another: each setting's by {@link independentGroups}. */
export function strataOf(buildsOfEach: readonly (readonly string[])[]): Groups[] {
  let first = 0;
  return buildsOfEach.map((builds) => {
    const groups = independentGroups(builds).map((group) => group.map((run) => first + run));
    first += builds.length;
    return groups;
  });
}

/**
 * A statistic of several settings together, e.g. the slope of a line through them, with its 95 % interval: each setting's
 * runs are resampled by themselves. BCa, its acceleration from leaving out each group of each setting (A. C. Davison,
 * D. V. Hinkley, "Bootstrap Methods and their Application", 1997, sections 3.2 and 5.3.2). None where a setting has fewer
 * than 5 runs.
 */
export function bootstrapStrata(
  strata: readonly Groups[],
  statistic: RunStatistic,
  { draws = 9999, seed = 1, unit = 'runs' }: Omit<BootstrapOptions, 'resamples'> = {},
): Estimate {
  const n = strata.reduce((sum, groups) => sum + sizeOf(groups), 0);
  const value = statistic(new Array<number>(n).fill(1));
  if (strata.some((groups) => sizeOf(groups) < fewestUnits) || Number.isNaN(value)) {
    return withoutInterval(value, n, unit);
  }
  const drawn = resampleStrata(strata, draws, seed).map(({ counts }): Weighted => {
    return { value: statistic(counts), weight: 1 };
  });
  // What each group moves the statistic by, so that a setting of many runs does not outweigh one of few.
  const moved = strata.flatMap((groups) => {
    const left = groups.map((_, out) => statistic(without(groups, out, n)));
    const centre = mean(left);
    return left.map((one) => ((groups.length - 1) / groups.length) * (one - centre));
  });
  return { value, ...bcaInterval(drawn, value, moved), level: 0.95, n, unit };
}
