import type { Dataset, Neighbours } from '../../datasets/dataset';
import { takeRows } from '../../datasets/vectors';
import { exactNeighbours } from '../../truth/exact-neighbours';
import { noRow, tieTolerance } from '../../truth/recall';
import { RowDistance } from '../../truth/row-distance';
import type { MixedAnswers } from '../loops/mixed-loop';
import { never } from '../loops/row-times';
import { type MomentScore, scoreMoment } from './score-moment';

/** Of each search, in order; and of all together. */
export interface MixedScores {
  hits: Uint16Array;
  tieHits: Uint16Array;
  due: Uint16Array;
  short: number;
  duplicates: number;
  stale: number;
  unsent: number;
  fresh: { due: number; missed: number };
}

/** Candidates kept at once: 12 bytes each. */
const mostCandidates = 16e6;

/**
 * Scores every search against the rows that were there when it ran, see {@link scoreMoment}. Every row that ever was in the
 * collection is scanned once for each query asked, for its k + changed nearest: whatever of the changed ones was not there at
 * a moment, k others are left. `rows` are the base rows returned, searches × k.
 */
export async function scoreMixed(
  seen: MixedAnswers,
  rows: Uint32Array,
  k: number,
  dataset: Dataset,
  signal?: AbortSignal,
): Promise<MixedScores> {
  const { times, queries } = seen;
  const ever = Uint32Array.from(dataset.ids.keys()).filter((row) => times.insertSent[row] !== never);
  const changed = ever.filter((row) => times.insertSent[row] !== 0 || times.deleteSent[row] !== never).length;
  const wanted = Math.min(ever.length, k + changed);
  const among: Dataset = {
    ...dataset,
    base: takeRows(dataset.base, ever),
    ids: ever.map((row) => dataset.ids[row] as number),
  };
  const searches = new Map<number, number[]>();
  queries.forEach((query, search) => {
    if (!seen.failed[search]) searches.set(query, [...(searches.get(query) ?? []), search]);
  });
  const asked = [...searches.keys()];
  const chunk = Math.max(1, Math.floor(mostCandidates / wanted));
  const tally = newTally(queries.length);
  const distances = new RowDistance(dataset);
  // Nothing can be found for a failed search, and all of it was to be found.
  seen.failed.forEach((failed, search) => {
    if (failed) tally.due[search] = Math.min(k, ever.length);
  });
  for (let first = 0; first < asked.length; first += chunk) {
    const part = asked.slice(first, first + chunk);
    const nearest = await exactNeighbours(
      { ...among, queries: takeRows(dataset.queries, part) },
      wanted,
      signal ? { signal } : {},
    );
    part.forEach((query, i) => {
      const candidates = candidatesOf(nearest, i, ever);
      const near = tiesOf(distances, query);
      for (const search of searches.get(query) ?? []) {
        const given = rows.subarray(search * k, (search + 1) * k).filter((row) => row !== noRow);
        const returned = new Set(given);
        const moment = { sent: seen.sent[search] as number, answered: seen.answered[search] as number, returned };
        add(tally, search, scoreMoment(moment, k, candidates, times, near), given.length - returned.size);
      }
    });
  }
  return tally;
}

const candidatesOf = ({ rows, k }: Neighbours, place: number, ever: Uint32Array): Uint32Array =>
  rows.subarray(place * k, (place + 1) * k).map((row) => ever[row] as number);

function tiesOf(distances: RowDistance, query: number): (row: number, kth: number) => boolean {
  return (row, kth) => {
    const limit = distances.between(query, kth);
    return distances.between(query, row) <= limit + tieTolerance * Math.abs(limit);
  };
}

const newTally = (searches: number): MixedScores => ({
  hits: new Uint16Array(searches),
  tieHits: new Uint16Array(searches),
  due: new Uint16Array(searches),
  short: 0,
  duplicates: 0,
  stale: 0,
  unsent: 0,
  fresh: { due: 0, missed: 0 },
});

function add(tally: MixedScores, search: number, score: MomentScore, duplicates: number): void {
  tally.hits[search] = score.hits;
  tally.tieHits[search] = score.tieHits;
  tally.due[search] = score.due;
  tally.short += score.short ? 1 : 0;
  tally.duplicates += duplicates;
  tally.stale += score.stale;
  tally.unsent += score.unsent;
  tally.fresh.due += score.dueFresh;
  tally.fresh.missed += score.missedFresh;
}
