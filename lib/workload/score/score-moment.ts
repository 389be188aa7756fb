import type { RowTimes } from '../loops/row-times';
import { stateOf } from '../loops/row-times';

/** A search of a collection that changed while it ran. */
export interface Moment {
  sent: number;
  answered: number;
  /** Distinct rows returned. */
  returned: ReadonlySet<number>;
}

export interface MomentScore {
  /** True neighbours that there were to find, and those found. */
  due: number;
  hits: number;
  /** The same with ties; at most `due`. */
  tieHits: number;
  /** Of `due`: inserted in the window, and those of them that were missed. */
  dueFresh: number;
  missedFresh: number;
  /** Rows returned though their delete was acknowledged before the search was sent. */
  stale: number;
  /** Rows returned though their insert was only sent afterwards, or never. */
  unsent: number;
  short: boolean;
}

/**
 * Recall of the moment. The truth is the k nearest of the rows certainly there, and of those in flight that the answer shows to
 * be there: these take their places, and count neither as hit nor as miss. `candidates` are rows nearest first, enough of
 * them; `near` says whether a row ties with another.
 */
export function scoreMoment(
  { sent, answered, returned }: Moment,
  k: number,
  candidates: ArrayLike<number>,
  times: RowTimes,
  near: (row: number, kth: number) => boolean,
): MomentScore {
  const score = { due: 0, hits: 0, tieHits: 0, dueFresh: 0, missedFresh: 0, stale: 0, unsent: 0, short: false };
  const taken = new Set<number>();
  let kth: number | undefined;
  for (let place = 0; place < candidates.length && taken.size < k; place += 1) {
    const row = candidates[place] as number;
    const state = stateOf(times, row, sent, answered);
    if (state !== 'there' && !(state === 'in-flight' && returned.has(row))) continue;
    taken.add(row);
    kth = row;
    if (state !== 'there') continue;
    const fresh = (times.insertAcknowledged[row] as number) > 0;
    const hit = returned.has(row);
    score.due += 1;
    if (hit) score.hits += 1;
    if (fresh) score.dueFresh += 1;
    if (fresh && !hit) score.missedFresh += 1;
  }
  score.tieHits = score.hits;
  for (const row of returned) {
    const state = stateOf(times, row, sent, answered);
    if (state === 'stale') score.stale += 1;
    if (state === 'unsent') score.unsent += 1;
    if (state === 'there' && !taken.has(row) && kth !== undefined && near(row, kth)) score.tieHits += 1;
  }
  score.tieHits = Math.min(score.tieHits, score.due);
  score.short = returned.size < taken.size;
  return score;
}
