import type { Drift } from 'vexlab/dist/analysis/drift';
import type { Change, Tally } from 'vexlab/dist/analysis/drift-change';
import type { Trend } from 'vexlab/dist/analysis/drift-trend';
import type { Slice } from 'vexlab/dist/analysis/sen-slope';

export const rising = [3.2, 3.5, 3.1, 3.9, 4.2, 3.8, 4.4, 4.9, 4.6, 5.3, 5.0, 5.6, 5.2, 6.1];
export const tied = [0, 0, 1, 0, 2, 1, 1, 3, 2, 2, 4, 3];
/** A first-order process with coefficient 0.7 and a rise of 0.3 a slice. */
export const dependent = [
  102, 99.2, 100.2, 100.1, 100.2, 100.6, 99.1, 100, 100.1, 104.4, 104.4, 103.9, 103.8, 103.3, 102.8, 103.1, 104.3,
  104.5, 105.9, 105.9, 106.2, 108, 108.3, 107.6,
];
export const slicesOf = (values: readonly number[]): Slice[] => values.map((value, at) => ({ at, value }));
/** So many of 100 requests of each slice. */
export const failing = (counts: readonly number[]): Tally[] => counts.map((failed) => ({ failed, requests: 100 }));

/** Milliseconds. */
export const hour = 3.6e6;

/** A drift that was judged by its trend; any other fails the test. */
export const judged = (found: Drift): Trend => {
  if (found.state !== 'judged' || found.by === 'change') throw new Error(found.why);
  return found;
};

/** A drift that was judged by a change; any other fails the test. */
export const changed = (found: Drift): Change => {
  if (found.state !== 'judged' || found.by !== 'change') throw new Error(found.why);
  return found;
};
