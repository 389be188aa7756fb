import type { Finding } from '../../results/record';

/** Says why memory and CPU of an engine are absent that has processes of its own; nothing where they could be read. */
export function engineInSight(unseen: string | undefined): Finding[] {
  if (unseen === undefined) return [];
  const advice = `memory and CPU of the engine are not known: ${unseen}`;
  return [{ check: 'engine-out-of-sight', verdict: 'warn', numbers: {}, advice }];
}
