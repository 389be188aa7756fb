import type { Metric } from '../../datasets/dataset';
import { LabError } from '../../base/lab-error';
import type { Batch, CollectionSpec, Filter } from '../engine';

type Shape = Pick<CollectionSpec, 'dim' | 'metric' | 'unchecked'>;

/**
 * Refuses a batch that no engine may see: `wrong-dimension`, `not-finite` (NaN or infinite) or, under cosine,
 * `zero-vector`. Engines differ in what they do with such vectors, and none of it can be measured. An `unchecked` collection
 * lets them pass.
 */
export function checkBatch({ ids, vectors }: Batch, { dim, metric, unchecked }: Shape, where: string): void {
  if (unchecked) return;
  if (vectors.length !== ids.length * dim) {
    throw new LabError({
      code: 'wrong-dimension',
      where,
      what: `${ids.length} ids of dimension ${dim} need ${ids.length * dim} numbers, there are ${vectors.length}`,
    });
  }
  for (let row = 0; row < ids.length; row++) {
    checkVector(vectors, row * dim, dim, metric, () => `${where}: vector of id ${ids[row]}`);
  }
}

/** Refuses a query as {@link checkBatch} refuses a batch, and a k that is no positive whole number (`bad-k`). */
export function checkQuery(query: Float32Array, k: number, { dim, metric, unchecked }: Shape, where: string): void {
  if (!Number.isInteger(k) || k < 1) throw new LabError({ code: 'bad-k', where, what: `k = ${k} is not 1 or more` });
  if (unchecked) return;
  if (query.length !== dim) {
    const what = `the query has ${query.length} dimensions, the collection ${dim}`;
    throw new LabError({ code: 'wrong-dimension', where, what });
  }
  checkVector(query, 0, dim, metric, () => `${where}: query`);
}

/** Refuses the queries of one request as {@link checkQuery} refuses one, and a request without any (`no-queries`). */
export function checkQueries(queries: readonly Float32Array[], k: number, shape: Shape, where: string): void {
  if (queries.length === 0) throw new LabError({ code: 'no-queries', where, what: 'the request has no query' });
  for (const query of queries) checkQuery(query, k, shape, where);
}

/** Numbers of one vector of a batch: the collection's dimension, unless the batch is a bad one of an unchecked collection. */
export const dimensionOf = ({ ids, vectors }: Batch): number => (ids.length === 0 ? 0 : vectors.length / ids.length);

/** Refuses a filter where the engine has none (`not-supported`): an unfiltered answer would pass for a filtered one. */
export function refuseFilter(filter: Filter | undefined, where: string): void {
  if (filter === undefined) return;
  throw new LabError({ code: 'not-supported', where, what: `it cannot filter (by ${filter.attribute})` });
}

function checkVector(data: Float32Array, at: number, dim: number, metric: Metric, where: () => string): void {
  let squares = 0;
  for (let i = at; i < at + dim; i++) {
    const component = data[i] as number;
    squares += component * component;
  }
  // In double precision the squares of finite float32 numbers cannot overflow: what is not finite here was not there.
  if (!Number.isFinite(squares)) {
    const i = data.subarray(at, at + dim).findIndex((component) => !Number.isFinite(component));
    throw new LabError({ code: 'not-finite', where: where(), what: `component ${i} is ${data[at + i]}` });
  }
  if (metric === 'cosine' && squares === 0) {
    const remedy = 'leave it out or use another metric';
    throw new LabError({ code: 'zero-vector', where: where(), what: 'cosine has no value for a zero vector', remedy });
  }
}
