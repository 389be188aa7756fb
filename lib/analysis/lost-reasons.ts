import type { MissingRecord } from '../results/record';

/** Why cells of a measured setting were not measured, each reason once. */
export interface LostReason {
  readonly state: MissingRecord['state'];
  readonly why: string;
  readonly cells: number;
}

export function lostReasons(lost: readonly MissingRecord[]): LostReason[] {
  const counted = new Map<string, { state: MissingRecord['state']; why: string; cells: number }>();
  for (const { state, why } of lost) {
    const known = counted.get(`${state} ${why}`);
    if (known) known.cells += 1;
    else counted.set(`${state} ${why}`, { state, why, cells: 1 });
  }
  return [...counted.values()];
}
