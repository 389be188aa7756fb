import { LabError } from '../base/lab-error';
import { isMeasured } from '../analysis/panels';
import type { Summary } from '../analysis/summary';

/** Whether no curve of recall falls, or stands still, as ef rises: one that does was not swept. */
export const recallRises = (summaries: readonly Summary[]): boolean =>
  summaries
    .filter(isMeasured)
    .every(({ findings }) => findings.some(({ check, verdict }) => check === 'recall-rises' && verdict !== 'fail'));

/** The lowest recall@k (strict, by id) measured at an ef. LabError `not-measured` where there is none. */
export function recallAt(summaries: readonly Summary[], { ef }: { ef: number }): number {
  const recalls = summaries
    .filter(isMeasured)
    .flatMap((one) => (one.ef === ef && one.recall ? [one.recall.value] : []));
  if (recalls.length > 0) return Math.min(...recalls);
  throw new LabError({ code: 'not-measured', where: 'recall', what: `nothing was measured at ef ${ef}` });
}

/** Whether all that was asked for was measured, and no request failed. */
export const noFailures = (summaries: readonly Summary[]): boolean =>
  summaries.every((summary) => summary.state === 'measured' && summary.failed === 0 && summary.lost.length === 0);
