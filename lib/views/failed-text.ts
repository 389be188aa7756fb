import type { MeasuredSummary, SearchesSummary } from '../analysis/summary';
import { whole } from './format';
import { kindsText } from './kinds-text';

/** `12 of 5,000 requests failed (9 timeout, 3 refused)` over the given settings; nothing where none did. */
export function failedText(
  settings: readonly Pick<SearchesSummary, 'samples' | 'failed' | 'errors'>[],
  what = 'requests',
): string {
  const errors: { [kind: string]: number } = {};
  let [failed, samples] = [0, 0];
  for (const one of settings) {
    failed += one.failed;
    samples += one.samples;
    for (const [kind, count] of Object.entries(one.errors)) errors[kind] = (errors[kind] ?? 0) + count;
  }
  return failed === 0 ? '' : `${whole(failed)} of ${whole(samples)} ${what} failed (${kindsText(errors)})`;
}

/** A sentence with the failures of each engine, or none: rates and recall are of all requests, and low where many failed. */
export function failedSentences(measured: readonly MeasuredSummary[]): string[] {
  const named = [...new Set(measured.map(({ engine }) => engine.title))].flatMap((title) => {
    const failed = failedText(measured.filter(({ engine }) => engine.title === title));
    return failed ? [`${title}: ${failed}`] : [];
  });
  return named.length > 0 ? [`${named.join('; ')}.`] : [];
}
