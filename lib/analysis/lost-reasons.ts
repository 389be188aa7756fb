import type { MissingRecord } from '../results/record';
import { groupBy } from './by-setting';

/** Why cells of a measured setting were not measured, each reason once. */
export interface LostReason {
  readonly state: MissingRecord['state'];
  readonly why: string;
  readonly remedy?: string;
  readonly cells: number;
}

export const lostReasons = (lost: readonly MissingRecord[]): LostReason[] =>
  groupBy(lost, ({ state, why, remedy }) => JSON.stringify([state, why, remedy])).map((same) => {
    const [{ state, why, remedy }] = same;
    return { state, why, ...(remedy === undefined ? {} : { remedy }), cells: same.length };
  });
