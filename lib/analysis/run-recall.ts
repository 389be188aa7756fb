import type { EnduranceRun } from './endurance-summary';

/** What a long run found of the true neighbours; a failed request found none. */
export interface RunRecall {
  /** Over all requests of the run. */
  readonly over: number;
  /** Of the first and the last slice in which a request was due, and of the worst and the best. */
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
}

/** `undefined` where no request was due. Without interval: a record keeps the hits of a slice, not those of each query. */
export function runRecall({ slices, requests }: Pick<EnduranceRun, 'slices' | 'requests'>): RunRecall | undefined {
  const known = slices.flatMap(({ recall }) => (recall === undefined ? [] : [recall]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const over = slices.reduce((sum, slice) => sum + (slice.recall ?? 0) * slice.requests, 0) / requests;
  return { over, first, last, least: Math.min(...known), most: Math.max(...known) };
}
