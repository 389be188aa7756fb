import { detectable, type Detectable } from './detectable';
import type { RunValue } from './independent-values';
import { rates } from './rates';
import type { MeasuredSummary } from './summary';

/**
 * The smallest ratio that two samples, with as many runs as they have, would show among so many comparisons. Whichever has
 * more runs gives the A/A runs: one engine and setting, measured again and again.
 */
export function detectableOf(a: readonly RunValue[], b: readonly RunValue[], comparisons: number): Detectable {
  const builds = (runs: readonly RunValue[]): number => new Set(runs.map(({ build }) => build)).size;
  return detectable(b.length > a.length ? b : a, {
    runs: Math.min(a.length, b.length),
    builds: Math.min(builds(a), builds(b)),
    comparisons: Math.max(1, comparisons),
  });
}

/** The same of the rates of two settings. */
export const detectableBetween = (a: MeasuredSummary, b: MeasuredSummary, comparisons: number): Detectable =>
  detectableOf(rates(a), rates(b), comparisons);
