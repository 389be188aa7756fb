import { bootstrap } from './bootstrap';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { independentGroups } from './groups';
import type { RunValues } from './summary';

/**
 * Share of all requests that failed, its interval over runs. Where none failed, or all, there is nothing to resample: then
 * the interval is that of C. J. Clopper, E. S. Pearson (Biometrika 26, 1934) for requests that fail independently, which
 * requests of one outage do not.
 */
export function errorShare(runs: readonly Pick<RunValues, 'requests' | 'failed' | 'build'>[]): Estimate {
  const over = (counts: readonly number[], of: (run: (typeof runs)[number]) => number) =>
    runs.reduce((sum, run, i) => sum + (counts[i] ?? 0) * of(run), 0);
  const share = (counts: readonly number[]) => over(counts, ({ failed }) => failed) / over(counts, (r) => r.requests);
  const once = runs.map(() => 1);
  const [value, requests] = [share(once), over(once, (run) => run.requests)];
  if (runs.length < fewestUnits) return withoutInterval(value, runs.length, 'runs');
  if (value > 0 && value < 1) return bootstrap(independentGroups(runs.map(({ build }) => build)), share);
  const others = 1 - 0.025 ** (1 / requests);
  const ends = value === 0 ? { low: 0, high: others } : { low: 1 - others, high: 1 };
  return { value, ...ends, level: 0.95, n: requests, unit: 'requests', method: 'clopper-pearson' };
}
