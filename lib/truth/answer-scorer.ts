import type { Dataset, Neighbours } from '../datasets/dataset';
import { RowDistance } from './row-distance';

/** A row counts as a tie when its true distance exceeds the k-th true distance by at most this share of it. */
export const tieTolerance = 1e-6;

/** What the answers to one query are held against. */
interface Target {
  rows: ReadonlySet<number>;
  /** The farthest distance that still counts. */
  limit: number;
}

/** Counts the hits of single answers; keeps each query's target, since queries repeat over many requests. */
export class AnswerScorer {
  private readonly targets = new Map<number, Target>();
  private readonly measure: RowDistance;

  constructor(
    dataset: Dataset,
    private readonly truth: Neighbours,
    private readonly k: number,
  ) {
    this.measure = new RowDistance(dataset);
  }

  score(query: number, distinct: ReadonlySet<number>): { hits: number; tieHits: number } {
    const target = this.target(query);
    let hits = 0;
    let tieHits = 0;
    for (const row of distinct) {
      if (target.rows.has(row)) hits++;
      if (target.rows.has(row) || this.measure.between(query, row) <= target.limit) tieHits++;
    }
    return { hits, tieHits };
  }

  private target(query: number): Target {
    const known = this.targets.get(query);
    if (known) return known;
    const first = query * this.truth.k;
    const rows = this.truth.rows.subarray(first, first + this.k);
    const kth = this.measure.between(query, rows[this.k - 1] as number);
    // The absolute value: an inner product's distance may be negative, and the limit still widens upwards.
    const target = { rows: new Set(rows), limit: kth + tieTolerance * Math.abs(kth) };
    this.targets.set(query, target);
    return target;
  }
}
