import type { LoadFacts } from '../results/record';

/** Requests that could be under way at once in every one of these runs; nothing where no record says. */
export function lowestLimit(records: readonly { load?: LoadFacts }[]): { limit?: number } {
  const limits = records.flatMap(({ load }) => load?.limit ?? []);
  return limits.length > 0 ? { limit: Math.min(...limits) } : {};
}
