import type { AttachedCollection, Filter } from '../../engines/engine';
import type { BatchedLoop } from './batched-loop';

/** How several queries are asked of a collection in one request; nothing where it takes one at a time. */
export function batchesOf(
  collection: AttachedCollection,
  filter: Filter | undefined,
): Partial<Pick<BatchedLoop, 'searchBatch'>> {
  if (!collection.searchBatch) return {};
  const ask = collection.searchBatch.bind(collection);
  return { searchBatch: (queries, k) => ask(queries, k, filter) };
}
