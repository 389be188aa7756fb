import { LabError } from '../base/lab-error';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { AnswerScorer } from './answer-scorer';

export { tieTolerance } from './answer-scorer';

/** In {@link Answers.rows}: the engine gave no row here. */
export const noRow = 0xffffffff;

/** What an engine answered to a series of requests. */
export interface Answers {
  /** Base rows, requests × k, in the engine's order; {@link noRow} where an answer was short. */
  rows: Uint32Array;
  /** Which query each request asked. */
  queries: Uint32Array;
  k: number;
  /** True neighbours that there are to find, where a filter lets fewer than k rows pass; k if not given. */
  due?: number;
  /** 1 for each request that failed: it has no answer that could be short. None if not given. */
  failed?: ArrayLike<number>;
}

/** Recall as counts, so that nothing is lost before the statistics. */
export interface AnswerScores {
  /** Of each request: distinct returned rows that are among the k true ones, strictly by id. */
  hits: Uint16Array;
  /** Of each request: distinct returned rows that are as near as the k-th true one, within {@link tieTolerance}. */
  tieHits: Uint16Array;
  /** Requests answered with fewer distinct rows than there are to find. */
  short: number;
  /** Rows returned a second time by the same request, over all requests. */
  duplicates: number;
}

/**
 * Scores answers against the truth. Distances are computed again in double precision from the stored vectors; what the
 * engine or the file says of them is not used. A hit by id is a tie hit too. Duplicates count once, and a missing row
 * is a miss. For a k-th distance of 0 only rows at distance 0 tie.
 *
 * Throws a LabError: `k-too-large` when the truth has fewer than k neighbours, `row-out-of-range` and
 * `query-out-of-range` for an answer that cannot be one, `bad-answers` when the shapes do not fit.
 */
export function scoreAnswers(answers: Answers, truth: Neighbours, dataset: Dataset): AnswerScores {
  const { rows, queries, k, due = k, failed } = answers;
  checkShapes(answers, truth, dataset);
  const scorer = new AnswerScorer(dataset, truth, due);
  const scores: AnswerScores = {
    hits: new Uint16Array(queries.length),
    tieHits: new Uint16Array(queries.length),
    short: 0,
    duplicates: 0,
  };
  queries.forEach((query, request) => {
    const given = rows.subarray(request * k, (request + 1) * k).filter((row) => row !== noRow);
    const wrong = given.find((row) => row >= dataset.base.n);
    if (query >= truth.nq) refuse('query-out-of-range', `request ${request} asked query ${query} of ${truth.nq}`);
    if (wrong !== undefined) {
      refuse('row-out-of-range', `request ${request} was answered with row ${wrong} of ${dataset.base.n}`);
    }
    const distinct = new Set(given);
    scores.duplicates += given.length - distinct.size;
    if (distinct.size < due && !failed?.[request]) scores.short++;
    const { hits, tieHits } = scorer.score(query, distinct);
    scores.hits[request] = hits;
    scores.tieHits[request] = tieHits;
  });
  return scores;
}

/** Mean recall@k over requests, 0 to 1. Throws a LabError (`no-answers`) for none: no answers, no recall. */
export function meanRecall(hits: ArrayLike<number>, k: number): number {
  if (hits.length === 0) refuse('no-answers', 'there are no answers to take the mean of');
  if (!Number.isInteger(k) || k < 1) refuse('bad-k', `k is ${k}, not a whole number of at least 1`);
  let sum = 0;
  for (let request = 0; request < hits.length; request++) sum += hits[request] as number;
  return sum / (hits.length * k);
}

function checkShapes({ rows, queries, k, due = k }: Answers, truth: Neighbours, dataset: Dataset): void {
  if (!Number.isInteger(k) || k < 1 || k > 0xffff) refuse('bad-k', `k is ${k}, not a whole number from 1 to 65535`);
  if (due > truth.k) {
    refuse(
      'k-too-large',
      `recall@${k} needs ${due} true neighbours, the truth has ${truth.k}`,
      `ask the truth for k ${k}`,
    );
  }
  if (rows.length !== queries.length * k) {
    refuse('bad-answers', `${rows.length} rows for ${queries.length} requests at k ${k}, not ${queries.length * k}`);
  }
  if (truth.nq !== dataset.queries.n) {
    refuse('bad-answers', `the truth is of ${truth.nq} queries, ${dataset.name} has ${dataset.queries.n}`);
  }
}

function refuse(code: string, what: string, remedy?: string): never {
  throw new LabError({ code, where: 'recall', what, ...(remedy === undefined ? {} : { remedy }) });
}
