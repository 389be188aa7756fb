import { checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, CollectionSpec, Params } from '../engine';
import { conditionOf } from '../qdrant/filter';
import { toDistance } from '../qdrant/to-distance';
import type { EdgeProcess } from './connection';
import { readAnswer, searchParts } from './frames';
import { operation } from './wire';

/** Searches in a shard of that number, with the parameters that are in force at each. */
export const searchingEdge = (
  edge: Pick<EdgeProcess, 'timed'>,
  spec: CollectionSpec,
  shard: number,
  inForce: () => Params,
): AttachedCollection => ({
  async search(query, k, filter) {
    checkQuery(query, k, spec, 'qdrant-edge');
    const { hnsw_ef: ef, exact } = inForce() as { hnsw_ef: number; exact: boolean };
    const condition = filter && conditionOf(filter);
    const parts = searchParts({ shard, k, ef, exact, query, condition });
    return readAnswer(await edge.timed(operation.search, ...parts), toDistance[spec.metric]);
  },
});
