import type { Collection as ChromaCollection, Where } from 'chromadb';
import { LabError } from '../../base/lab-error';
import type { BatchSearching } from '../adapter/batch-searching';
import { checkQueries, checkQuery } from '../adapter/check-vectors';
import type { Answer, AttachedCollection, CollectionSpec, Filter } from '../engine';
import type { ChromaServer } from './connection';

/** A collection of that name that another connection has made. */
export const attachChroma = async (
  server: ChromaServer,
  spec: CollectionSpec,
  name: string,
): Promise<AttachedCollection> =>
  searchingChroma(server, spec, await server.call(() => server.client.getCollection({ name })));

/** Chroma's own request for k neighbours of each vector. */
export const query = (collection: ChromaCollection, vectors: readonly Float32Array[], k: number, where?: Where) =>
  collection.query({
    queryEmbeddings: vectors.map((vector) => Array.from(vector)),
    nResults: k,
    include: ['distances'],
    where,
  });

/** Searches in a collection. */
export const searchingChroma = (
  server: ChromaServer,
  spec: CollectionSpec,
  collection: ChromaCollection,
): BatchSearching => ({
  async search(vector, k, filter) {
    checkQuery(vector, k, spec, 'chroma');
    return answerAt(await server.timed(() => query(collection, [vector], k, whereOf(filter))), 0);
  },

  async searchBatch(vectors, k, filter) {
    checkQueries(vectors, k, spec, 'chroma');
    const found = await server.timed(() => query(collection, vectors, k, whereOf(filter)));
    return found.ids.map((_, at) => answerAt(found, at));
  },
});

type Found = Awaited<ReturnType<typeof query>>;

const answerAt = ({ ids, distances }: Found, at: number): Answer => ({
  ids: (ids[at] ?? []).map(Number),
  distances: (distances[at] ?? []).map((distance) => distance ?? NaN),
});

function whereOf(filter: Filter | undefined): Where | undefined {
  if (filter === undefined) return undefined;
  if (filter.equals === null) {
    throw new LabError({ code: 'bad-filter', where: 'chroma', what: `it cannot ask for ${filter.attribute} = null` });
  }
  return { [filter.attribute]: filter.equals };
}
