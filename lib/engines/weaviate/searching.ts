import { checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, CollectionSpec } from '../engine';
import type { WeaviateServer } from './connection';
import { propertyOf } from './objects';
import { idOf } from './uuid';

/** Searches in a class of that name. */
export function searchingWeaviate(server: WeaviateServer, spec: CollectionSpec, name: string): AttachedCollection {
  const attributes = Object.keys(spec.attributes ?? {});
  return {
    async search(vector, k, filter) {
      checkQuery(vector, k, spec, 'weaviate');
      const { objects } = await server.timed(({ client }) => {
        const { query, filter: filters } = client.collections.use(name);
        const where = filter && filters.byProperty(propertyOf(filter, attributes)).equal(filter.equals);
        return query.nearVector(Array.from(vector), {
          limit: k,
          returnMetadata: ['distance'],
          returnProperties: [],
          ...(where && { filters: where }),
        });
      });
      return {
        ids: objects.map(({ uuid }) => idOf(uuid)),
        distances: objects.map(({ metadata }) => metadata?.distance ?? NaN),
      };
    },
  };
}
