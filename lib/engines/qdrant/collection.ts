import { randomBytes } from 'node:crypto';
import { LabError } from '../../base/lab-error';
import { acknowledgedRows } from '../adapter/acknowledged-rows';
import { checkBatch } from '../adapter/check-vectors';
import type { AttributeKind, Collection, CollectionSpec } from '../engine';
import type { QdrantServer } from './connection';
import { keyOf } from './filter';
import { requestsOf } from './requests';
import { searchingQdrant } from './searching';
import { indexUseOf } from './unindexed';
import { untilIndexed } from './until-indexed';

const distanceNames = { l2: 'Euclid', cosine: 'Cosine', ip: 'Dot' } as const;
const indexes: Readonly<Record<AttributeKind, 'keyword' | 'float' | 'bool'>> = {
  text: 'keyword',
  number: 'float',
  boolean: 'bool',
};

/** Ids of one request to remove them. */
const removedAtOnce = 10_000;

/**
 * Opens a collection under a name that nobody else has; ids are the dataset's. Search parameters go with each query, so they
 * are in force at once. Distances: Euclidean, 1 − cosine, or minus the inner product (Qdrant's own scores are cosine and inner
 * product, the more the nearer). https://qdrant.tech/documentation/concepts/collections/
 */
export async function openQdrant(server: QdrantServer, spec: CollectionSpec): Promise<Collection> {
  const { client } = server;
  const call: QdrantServer['call'] = (work) => server.call(work);
  const name = uniqueName(spec.name);
  const { m, ef_construct, full_scan_threshold, indexing_threshold, default_segment_number } = spec.build as Numbers;
  await call(() =>
    client.createCollection(name, {
      vectors: { size: spec.dim, distance: distanceNames[spec.metric] },
      hnsw_config: { m, ef_construct, full_scan_threshold },
      optimizers_config: { indexing_threshold, default_segment_number },
    }),
  );
  // Before there are vectors: the index then links those of the same value, which is what its filters live on.
  for (const [attribute, kind] of Object.entries(spec.attributes ?? {})) {
    await call(() =>
      client.createPayloadIndex(name, { field_name: keyOf(attribute), field_schema: indexes[kind], wait: true }),
    );
  }
  let search = spec.search;
  const acknowledged = acknowledgedRows();
  let dropped = false;

  const info = () => call(() => client.getCollection(name));
  const count = async (): Promise<number> => (await call(() => client.count(name, { exact: true }))).count;
  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'qdrant', what: 'the collection was dropped' });
  };

  const searching = searchingQdrant(server, spec, name, () => search);
  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'qdrant');
      for (const request of requestsOf(batch)) {
        server.signal?.throwIfAborted();
        await call(() => client.upsert(name, { wait: true, batch: request }));
        acknowledged.inserted(request.ids.length);
      }
    },

    async ready() {
      checkOpen();
      // Any update wakes optimizers that wait for one since the server was started.
      const wake = () => call(() => client.updateCollection(name, { optimizers_config: {} }));
      await untilIndexed({ info, wake, dim: spec.dim, signal: server.signal });
    },

    async verify() {
      checkOpen();
      const there = await count();
      if (acknowledged.settle(there)) return;
      const what = `${there} vectors are there after ${acknowledged.most()} were acknowledged: an id came twice, the later vector stands`;
      throw new LabError({ code: 'duplicate-id', where: 'qdrant', what });
    },

    async search(vector, k, filter) {
      checkOpen();
      return searching.search(vector, k, filter);
    },

    async searchBatch(vectors, k, filter) {
      checkOpen();
      return searching.searchBatch(vectors, k, filter);
    },

    configure(parameters) {
      search = parameters;
      return Promise.resolve();
    },

    async remove(ids) {
      checkOpen();
      for (let at = 0; at < ids.length; at += removedAtOnce) {
        const points = Array.from(ids.subarray(at, at + removedAtOnce));
        acknowledged.removed(points.length);
        await call(() => client.delete(name, { wait: true, points }));
      }
    },

    async count() {
      checkOpen();
      return await count();
    },

    async readBack() {
      checkOpen();
      const { config, indexed_vectors_count, segments_count } = await info();
      const { hnsw_config: hnsw, optimizer_config: optimizer } = config;
      return {
        m: hnsw.m,
        ef_construct: hnsw.ef_construct,
        full_scan_threshold: hnsw.full_scan_threshold,
        indexing_threshold: optimizer.indexing_threshold ?? 'its default',
        default_segment_number: optimizer.default_segment_number,
        segments_count,
        indexed_vectors_count: indexed_vectors_count ?? 0,
        // It keeps no search parameters: these go with each query.
        ...search,
      };
    },

    async indexUse() {
      checkOpen();
      const { points_count, indexed_vectors_count, segments_count: segments } = await info();
      return indexUseOf(
        { points: points_count ?? 0, indexed: indexed_vectors_count ?? 0, segments },
        spec.build,
        search,
      );
    },

    handle: () => name,

    async drop() {
      if (dropped) return;
      dropped = true;
      await call(() => client.deleteCollection(name));
    },
  };
}

type Numbers = Readonly<Record<string, number>>;

/** Qdrant refuses some characters, and more than 255 of them. */
const uniqueName = (name: string): string =>
  `vexlab-${name.replace(/[^a-zA-Z0-9._-]/g, '-').slice(0, 200)}-${randomBytes(4).toString('hex')}`;
