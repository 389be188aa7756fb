import { LabError } from '../base/lab-error';
import type { Neighbours } from '../datasets/dataset';

/** How much two distances may differ and still be called equal. */
export interface Tolerance {
  /** Share of the larger absolute value. */
  relative: number;
  /** For distances near 0, where single precision has no relative precision left. */
  absolute?: number;
}

/** What single precision, as the oracle has it, leaves of distances around 1. */
export const singlePrecision: Tolerance = { relative: 2e-6, absolute: 1e-6 };

/** How far two neighbour lists agree. */
export interface Agreement {
  /**
   * `equal`: the same rows at every rank; `equal-but-for-ties`: where rows differ, they are equally far within the
   * tolerance; `different`: at some rank the distances differ by more.
   */
  verdict: 'equal' | 'equal-but-for-ties' | 'different';
  queries: number;
  k: number;
  /** Ranks over all queries with the same row, with another row equally far, and with another distance. */
  sameRow: number;
  ties: number;
  different: number;
  /** Largest |a − b| / max(|a|, |b|) and largest |a − b| over all ranks. */
  maxRelative: number;
  maxAbsolute: number;
  /** The first rank whose distances differ. */
  first?: { query: number; rank: number; rows: [number, number]; distances: [number, number] };
}

/** Compares two neighbour lists rank by rank. Throws a LabError (`bad-shape`) when they are not of one shape. */
export function compareNeighbours(
  a: Neighbours,
  b: Neighbours,
  tolerance: number | Tolerance = singlePrecision,
): Agreement {
  if (a.nq !== b.nq || a.k !== b.k) {
    const what = `${a.nq} queries × k ${a.k} against ${b.nq} × ${b.k}`;
    throw new LabError({ code: 'bad-shape', where: 'comparison of neighbours', what });
  }
  const { relative, absolute = 0 } = typeof tolerance === 'number' ? { relative: tolerance } : tolerance;
  const agreement: Agreement = {
    verdict: 'equal',
    queries: a.nq,
    k: a.k,
    sameRow: 0,
    ties: 0,
    different: 0,
    maxRelative: 0,
    maxAbsolute: 0,
  };
  for (let slot = 0; slot < a.nq * a.k; slot++) {
    const rows: [number, number] = [a.rows[slot] as number, b.rows[slot] as number];
    const distances: [number, number] = [a.distances[slot] as number, b.distances[slot] as number];
    const difference = Math.abs(distances[0] - distances[1]);
    const scale = Math.max(Math.abs(distances[0]), Math.abs(distances[1]));
    agreement.maxAbsolute = Math.max(agreement.maxAbsolute, difference);
    if (difference > 0) agreement.maxRelative = Math.max(agreement.maxRelative, difference / scale);
    // Not `>`: a distance that is not a number agrees with nothing.
    if (!(difference <= relative * scale + absolute)) {
      agreement.different++;
      agreement.first ??= { query: Math.floor(slot / a.k), rank: slot % a.k, rows, distances };
    } else if (rows[0] === rows[1]) agreement.sameRow++;
    else agreement.ties++;
  }
  if (agreement.different > 0) agreement.verdict = 'different';
  else if (agreement.ties > 0) agreement.verdict = 'equal-but-for-ties';
  return agreement;
}
