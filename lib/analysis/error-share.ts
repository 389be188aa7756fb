import { clopperPearson } from './clopper-pearson';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { independentGroups } from './groups';
import { jackknifeReach } from './jackknife';
import type { RunValues } from './summary';

type CountedRun = Pick<RunValues, 'requests' | 'failed' | 'build'>;

/**
 * Share of all requests that failed. Its interval is never narrower than {@link clopperPearson}'s over all requests, which
 * supposes that they fail independently; requests of one outage do not, and where runs differ by more than chance it is as wide
 * as Student's t over runs ({@link jackknifeReach}), end by end. That one is of the logarithm of the odds, whose interval stays
 * within 0 and 1 and reaches further up, where shares of runs straggle, with half a request added to either side, as a run may
 * have no failure (F. J. Anscombe, "On estimating binomial response relations", Biometrika 43, 1956).
 *
 * Simulated with 5 runs, it holds the truth in 98 % where requests fail independently, and in 94 to 95 % where the shares of
 * runs vary by half or all of themselves (on the plain scale: 88 to 94 %). What no run has met it cannot hold: outages that
 * strike one run in five are in none of 5 runs one time in three. None below 5 runs.
 */
export const errorShare = (runs: readonly CountedRun[]): Estimate => ({ ...errorShareAt(runs, 0.95), level: 0.95 });

/** The same at any level. */
export function errorShareAt(runs: readonly CountedRun[], level: number): Omit<Estimate, 'level'> {
  const over = (counts: readonly number[], of: (run: CountedRun) => number) =>
    runs.reduce((sum, run, i) => sum + (counts[i] ?? 0) * of(run), 0);
  const failedIn = (counts: readonly number[]) => over(counts, ({ failed }) => failed);
  const logOdds = (counts: readonly number[]) => {
    const answered = over(counts, (run) => run.requests - run.failed);
    return Math.log((failedIn(counts) + 0.5) / (answered + 0.5));
  };
  const once = runs.map(() => 1);
  const [failed, requests] = [failedIn(once), over(once, (run) => run.requests)];
  const value = failed / requests;
  if (runs.length < fewestUnits) return withoutInterval(value, runs.length, 'runs');
  const alike = clopperPearson(failed, requests, level);
  const groups = independentGroups(runs.map(({ build }) => build));
  // Where none or all failed, runs are alike: only the half requests would tell those of different lengths apart.
  const reach = failed === 0 || failed === requests ? 0 : jackknifeReach(groups, logOdds, level);
  const centre = logOdds(once);
  const ends = {
    low: Math.min(alike.low, shareOf(centre - reach)),
    high: Math.max(alike.high, shareOf(centre + reach)),
  };
  const byRuns = ends.low < alike.low || ends.high > alike.high;
  return {
    ...{ value, ...ends },
    ...(byRuns
      ? { n: runs.length, unit: 'runs', method: 't' }
      : { n: requests, unit: 'requests', method: 'clopper-pearson' }),
  };
}

const shareOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
