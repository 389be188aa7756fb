import type { BatchSearching } from '../adapter/batch-searching';
import { checkQueries, checkQuery } from '../adapter/check-vectors';
import type { CollectionSpec, Filter, Params } from '../engine';
import { conditionOf } from '../qdrant/filter';
import { toDistance } from '../qdrant/to-distance';
import type { EdgeProcess } from './connection';
import { readAnswer, readAnswers, searchBatchParts, type SearchFrame, searchParts } from './frames';
import { operation } from './wire';

/** Searches in a shard of that number, with the parameters that are in force at each. */
export function searchingEdge(
  edge: Pick<EdgeProcess, 'timed'>,
  spec: CollectionSpec,
  shard: number,
  inForce: () => Params,
): BatchSearching {
  const frameOf = (k: number, filter: Filter | undefined): SearchFrame => {
    const { hnsw_ef: ef, exact } = inForce() as { hnsw_ef: number; exact: boolean };
    return { shard, k, ef, exact, condition: filter && conditionOf(filter) };
  };
  const distanceOf = toDistance[spec.metric];
  return {
    async search(query, k, filter) {
      checkQuery(query, k, spec, 'qdrant-edge');
      return readAnswer(await edge.timed(operation.search, ...searchParts(frameOf(k, filter), query)), distanceOf);
    },

    async searchBatch(queries, k, filter) {
      checkQueries(queries, k, spec, 'qdrant-edge');
      const parts = searchBatchParts(frameOf(k, filter), queries);
      return readAnswers(await edge.timed(operation.searchBatch, ...parts), distanceOf);
    },
  };
}
