import type { SummaryHead } from './summary-head';

/** Repetitions of a measured setting that came to nothing, of all that were tried. */
export interface FailedRepetitions {
  readonly failed: number;
  readonly of: number;
  /** `3 of 8 repetitions failed: no answer`. */
  readonly why: string;
}

/**
 * What the figures of a setting leave out: a repetition that failed, timed out or found its engine gone is in none of them, and it
 * may be the worst. What was skipped was never tried. Undefined where nothing failed.
 */
export function failedRepetitions({
  repetitions,
  lost,
}: Pick<SummaryHead, 'repetitions' | 'lost'>): FailedRepetitions | undefined {
  const tried = lost.filter(({ state }) => state !== 'skipped');
  const failed = tried.reduce((sum, { cells }) => sum + cells, 0);
  if (failed === 0) return undefined;
  const of = repetitions + failed;
  const why = [...new Set(tried.map((one) => one.why))].join('; ');
  return { failed, of, why: `${failed} of ${of} repetitions failed: ${why}` };
}
