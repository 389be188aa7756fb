import { checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, CollectionSpec, Params } from '../engine';
import type { QdrantServer } from './connection';
import { conditionOf } from './filter';
import { toDistance } from './to-distance';

/** Searches in a collection of that name, with the parameters that are in force at each. */
export const searchingQdrant = (
  server: QdrantServer,
  spec: CollectionSpec,
  name: string,
  inForce: () => Params,
): AttachedCollection => ({
  async search(vector, k, filter) {
    checkQuery(vector, k, spec, 'qdrant');
    const { hnsw_ef, exact } = inForce() as { hnsw_ef: number; exact: boolean };
    const { points } = await server.timed(() =>
      server.client.query(name, {
        query: Array.from(vector),
        limit: k,
        params: { hnsw_ef, exact },
        ...(filter && { filter: { must: [conditionOf(filter)] } }),
        with_payload: false,
        with_vector: false,
      }),
    );
    const distances = points.map(({ score }) => toDistance[spec.metric](score));
    return { ids: points.map(({ id }) => Number(id)), distances };
  },
});
