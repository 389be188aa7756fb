import { detectable, type Detectable } from './detectable';
import { rates } from './rates';
import type { MeasuredSummary } from './summary';

/**
 * The smallest ratio of rates that two settings, with as many runs as they have, would show among so many comparisons. The
 * runs of whichever has more are its A/A runs: one engine and setting, measured again and again.
 */
export const detectableBetween = (a: MeasuredSummary, b: MeasuredSummary, comparisons: number): Detectable =>
  detectable(rates(b.repetitions > a.repetitions ? b : a), {
    runs: Math.min(a.repetitions, b.repetitions),
    builds: Math.min(a.builds, b.builds),
    comparisons: Math.max(1, comparisons),
  });
