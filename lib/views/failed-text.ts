import { groupBy } from '../analysis/by-setting';
import { addUp } from '../base/add-up';
import type { MeasuredSummary, SearchesSummary } from '../analysis/summary';
import { whole } from './format';
import { kindsText } from './kinds-text';

/** `12 of 5,000 requests failed (9 timeout, 3 refused)` over the given settings; nothing where none did. */
export function failedText(
  settings: readonly Pick<SearchesSummary, 'samples' | 'failed' | 'errors'>[],
  what = 'requests',
): string {
  const failed = settings.reduce((sum, one) => sum + one.failed, 0);
  const samples = settings.reduce((sum, one) => sum + one.samples, 0);
  const errors = addUp(settings.map((one) => one.errors));
  return failed === 0 ? '' : `${whole(failed)} of ${whole(samples)} ${what} failed (${kindsText(errors)})`;
}

/**
 * A sentence with the failures of each engine, or none: recall counts a failed request as one that found nothing, the rate counts
 * answered ones alone.
 */
export function failedSentences(measured: readonly MeasuredSummary[]): string[] {
  const named = groupBy(measured, ({ engine }) => engine.title).flatMap((settings) => {
    const failed = failedText(settings);
    return failed ? [`${settings[0].engine.title}: ${failed}`] : [];
  });
  return named.length > 0 ? [`${named.join('; ')}.`] : [];
}
