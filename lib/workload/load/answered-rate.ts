import { LabError } from '../../base/lab-error';
import type { LoopAnswers } from '../loops/closed-loop';

/**
 * Answered requests a second of a closed loop: how fast an engine refuses says nothing of what it holds. LabError `all-failed`
 * where none was answered.
 */
export function answeredRate({
  failed,
  errors,
  windowNs,
}: Pick<LoopAnswers, 'failed' | 'errors' | 'windowNs'>): number {
  const answered = failed.length - failed.reduce((sum, one) => sum + one, 0);
  if (answered > 0) return answered / (windowNs / 1e9);
  const kinds = Object.entries(errors).map(([kind, count]) => `${kind}: ${count}`);
  throw new LabError({
    code: 'all-failed',
    where: 'search',
    what: `all ${failed.length} requests of the closed loop that the first rate is taken from failed (${kinds.join(', ')})`,
    remedy: 'see why the engine answers no search',
  });
}
