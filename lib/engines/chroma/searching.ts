import type { Collection as ChromaCollection, Where } from 'chromadb';
import { LabError } from '../../base/lab-error';
import { checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, CollectionSpec, Filter } from '../engine';
import type { ChromaServer } from './connection';

/** A collection of that name that another connection has made. */
export const attachChroma = async (
  server: ChromaServer,
  spec: CollectionSpec,
  name: string,
): Promise<AttachedCollection> =>
  searchingChroma(server, spec, await server.call(() => server.client.getCollection({ name })));

/** Chroma's own request for k neighbours. */
export const query = (collection: ChromaCollection, vector: Float32Array, k: number, where?: Where) =>
  collection.query({ queryEmbeddings: [Array.from(vector)], nResults: k, include: ['distances'], where });

/** Searches in a collection. */
export const searchingChroma = (
  server: ChromaServer,
  spec: CollectionSpec,
  collection: ChromaCollection,
): AttachedCollection => ({
  async search(vector, k, filter) {
    checkQuery(vector, k, spec, 'chroma');
    const found = await server.timed(() => query(collection, vector, k, whereOf(filter)));
    const distances = found.distances[0]?.map((distance) => distance ?? NaN);
    return { ids: (found.ids[0] ?? []).map(Number), distances };
  },
});

function whereOf(filter: Filter | undefined): Where | undefined {
  if (filter === undefined) return undefined;
  if (filter.equals === null) {
    throw new LabError({ code: 'bad-filter', where: 'chroma', what: `it cannot ask for ${filter.attribute} = null` });
  }
  return { [filter.attribute]: filter.equals };
}
