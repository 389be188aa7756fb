import { checkQueries, checkQuery } from '../adapter/check-vectors';
import type { Answer, CollectionSpec, Filter, Params } from '../engine';
import type { BatchSearching } from '../adapter/batch-searching';
import type { QdrantServer } from './connection';
import { conditionOf } from './filter';
import { toDistance } from './to-distance';

/** Searches in a collection of that name, with the parameters that are in force at each. */
export function searchingQdrant(
  server: QdrantServer,
  spec: CollectionSpec,
  name: string,
  inForce: () => Params,
): BatchSearching {
  const requestOf = (vector: Float32Array, limit: number, filter: Filter | undefined) => {
    const { hnsw_ef, exact } = inForce() as { hnsw_ef: number; exact: boolean };
    return {
      query: Array.from(vector),
      limit,
      params: { hnsw_ef, exact },
      ...(filter && { filter: { must: [conditionOf(filter)] } }),
      with_payload: false,
      with_vector: false,
    };
  };
  const answerOf = ({ points }: Found): Answer => ({
    ids: points.map(({ id }) => Number(id)),
    distances: points.map(({ score }) => toDistance[spec.metric](score)),
  });
  return {
    async search(vector, k, filter) {
      checkQuery(vector, k, spec, 'qdrant');
      return answerOf(await server.timed(() => server.client.query(name, requestOf(vector, k, filter))));
    },

    async searchBatch(vectors, k, filter) {
      checkQueries(vectors, k, spec, 'qdrant');
      const searches = vectors.map((vector) => requestOf(vector, k, filter));
      return (await server.timed(() => server.client.queryBatch(name, { searches }))).map(answerOf);
    },
  };
}

type Found = Awaited<ReturnType<QdrantServer['client']['query']>>;
