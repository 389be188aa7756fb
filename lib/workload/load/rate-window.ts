import type { CapacityRecord } from '../../results/record';
import { openLoad } from '../window/open-load';
import type { OpenLoopAnswers } from '../loops/open-loop';
import type { WindowScores } from '../score/score-window';
import { encoded, lateness, openHistograms } from './open-histograms';
import { windowOf } from './window-of';

/** Requests that carry a 99th percentile: ten lie beyond it. */
const carryP99 = 1000;

/** One window of the search for the highest rate, as the record keeps it. */
export function rateWindow(
  rate: number,
  due: Float64Array,
  seen: OpenLoopAnswers,
  { totals }: Pick<WindowScores, 'totals'>,
  durationMs: number,
): CapacityRecord['windows'][number] {
  const { errors } = seen;
  const histograms = openHistograms(seen);
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  // Failed requests count as slower than all others.
  const rank = (0.99 * due.length) / (due.length - failed);
  const p99Ms =
    due.length >= carryP99 && rank <= 1 ? histograms.response.getValueAtPercentile(100 * rank) / 1e6 : undefined;
  const load = openLoad(due, seen, durationMs);
  const client = lateness(histograms, seen).verdict;
  return {
    ...windowOf({ rate, durationMs, requests: due.length, errors, load, p99Ms, client }),
    kinds: errors,
    ...totals,
    histograms: encoded(histograms),
  };
}
