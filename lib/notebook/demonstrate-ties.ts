import { LabError } from '../base/lab-error';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { firstK } from '../truth/first-k';
import { meanRecall, scoreAnswers } from '../truth/recall';

/** A query with two neighbours equally far, and what recall says of answers that hold the one or the other. */
export interface TieDemonstration {
  readonly query: number;
  /** The rank of the first of the two, counted from 1: recall@k is taken here. */
  readonly k: number;
  /** The k-th and the (k + 1)-th neighbour, equally far. */
  readonly rows: readonly [number, number];
  readonly distance: number;
  /** Recall of the answer with the equal in place of the k-th neighbour. */
  readonly strict: number;
  readonly tieAware: number;
  /** Queries of the dataset with such a tie at rank k, of all. */
  readonly tied: number;
  readonly queries: number;
}

/**
 * Finds the smallest k at which a query's k-th and (k + 1)-th neighbours are equally far, swaps them, and scores the
 * answer.
 * @throws LabError `no-tie` where no two neighbours of a query are equally far
 */
export function demonstrateTies(dataset: Dataset, truth: Neighbours): TieDemonstration {
  for (let k = 1; k < truth.k; k++) {
    const at = (query: number): number => query * truth.k + k - 1;
    const tied = Array.from({ length: truth.nq }, (_, query) => query).filter(
      (query) => truth.distances[at(query)] === truth.distances[at(query) + 1],
    );
    const query = tied[0];
    if (query === undefined) continue;
    const answer = truth.rows.slice(query * truth.k, query * truth.k + k);
    answer[k - 1] = truth.rows[at(query) + 1] as number;
    const scores = scoreAnswers({ rows: answer, queries: Uint32Array.of(query), k }, firstK(truth, k), dataset);
    return {
      query,
      k,
      rows: [truth.rows[at(query)] as number, truth.rows[at(query) + 1] as number],
      distance: truth.distances[at(query)] as number,
      strict: meanRecall(scores.hits, k),
      tieAware: meanRecall(scores.tieHits, k),
      tied: tied.length,
      queries: truth.nq,
    };
  }
  throw new LabError({
    code: 'no-tie',
    where: dataset.name,
    what: `none of ${truth.nq} queries has two neighbours equally far among its ${truth.k}`,
    remedy: 'give more neighbours',
  });
}
