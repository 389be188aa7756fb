import { setTimeout as sleep } from 'node:timers/promises';
import weaviate, { type VectorIndexConfigHNSW, type WeaviateClient } from 'weaviate-client';
import { LabError } from '../../base/lab-error';
import { checkBatch } from '../adapter/check-vectors';
import { refuseUndeclared } from '../adapter/declared-attributes';
import type { Collection, CollectionSpec, Params } from '../engine';
import type { WeaviateServer } from './connection';
import { objectsOf, vectorName } from './objects';
import { refusal } from './refusal';
import { schemaOf } from './schema';
import { searchingWeaviate } from './searching';
import { uuidOf } from './uuid';

/** Bytes of an object beside its vector and its attributes, generously. */
const overhead = 256;
/** Objects that one request deletes; Weaviate's limit is 10,000. */
const mostDeleted = 1000;

/** A collection is a class of its own; see {@link schemaOf}. */
export async function openWeaviate(server: WeaviateServer, spec: CollectionSpec): Promise<Collection> {
  const schema = schemaOf(spec);
  const { name } = schema;
  const attributes = Object.keys(spec.attributes ?? {});
  const rowsAtOnce = Math.max(1, Math.floor(server.maxBatchBytes / (4 * spec.dim + overhead)));
  let expected = 0;
  let dropped = false;

  await server.call(({ client }) => client.collections.create(schema));
  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'weaviate', what: 'the collection was dropped' });
  };
  const count = (): Promise<number> =>
    server.call(async ({ client }) => (await client.collections.use(name).aggregate.overAll()).totalCount);
  const readIndex = (): Promise<VectorIndexConfigHNSW> =>
    server.call(async ({ client }) => {
      const { vectorizers } = await client.collections.use(name).config.get();
      return vectorizers[vectorName]?.indexConfig as VectorIndexConfigHNSW;
    });

  const searching = searchingWeaviate(server, spec, name);
  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'weaviate');
      refuseUndeclared(batch, attributes, 'weaviate');
      for (let row = 0; row < batch.ids.length; row += rowsAtOnce) {
        server.signal?.throwIfAborted();
        const objects = objectsOf(batch, name, attributes, row, Math.min(row + rowsAtOnce, batch.ids.length));
        const errors = await server.call(({ wire }) => wire.insert(name, objects));
        expected += objects.length - errors.length;
        if (errors.length > 0) throw refusal(errors, objects);
      }
    },

    async ready() {
      checkOpen();
      // A server may index in the background (ASYNC_INDEXING); then vectors wait in a queue.
      while (!(await server.call(({ client }) => isIndexed(client, name)))) {
        await sleep(50, undefined, { signal: server.signal });
      }
    },

    async verify() {
      checkOpen();
      const there = await count();
      if (there === expected) return;
      const what = `${there} vectors are there after ${expected} were acknowledged: it puts one in the place of another of its id`;
      throw new LabError({ code: 'duplicate-id', where: 'weaviate', what });
    },

    async search(vector, k, filter) {
      checkOpen();
      return searching.search(vector, k, filter);
    },

    async configure(search) {
      checkOpen();
      const asked = search.ef as number;
      if ((await readIndex()).ef === asked) return;
      const vectorIndexConfig = weaviate.reconfigure.vectorIndex.hnsw({ ef: asked });
      const update = weaviate.reconfigure.vectors.update({ name: vectorName, vectorIndexConfig });
      await server.call(({ client }) => client.collections.use(name).config.update({ vectorizers: [update] }));
      const { ef } = await readIndex();
      if (ef === asked) return;
      const what = `it was asked for ef = ${asked} and reports ${ef}`;
      throw new LabError({ code: 'not-in-force', where: 'weaviate', what });
    },

    async remove(ids) {
      checkOpen();
      for (let row = 0; row < ids.length; row += mostDeleted) {
        const uuids = Array.from(ids.subarray(row, row + mostDeleted), uuidOf);
        const { successful, failed } = await server.call(({ client }) => {
          const { data, filter } = client.collections.use(name);
          return data.deleteMany(filter.byId().containsAny(uuids));
        });
        expected -= successful;
        if (failed === 0) continue;
        const what = `${failed} of ${uuids.length} objects were not deleted`;
        throw new LabError({ code: 'engine-error', where: 'weaviate', what });
      }
    },

    async count() {
      checkOpen();
      return count();
    },

    async readBack() {
      checkOpen();
      return inForce(await readIndex());
    },

    handle: () => name,

    async drop() {
      if (dropped) return;
      dropped = true;
      await server.call(({ client }) => client.collections.delete(name));
    },
  };
}

/** As Weaviate reports it. */
function inForce(index: VectorIndexConfigHNSW): Params {
  const { maxConnections, efConstruction, ef, dynamicEfMin, dynamicEfMax, dynamicEfFactor } = index;
  const { flatSearchCutoff, filterStrategy, vectorCacheMaxObjects, distance, quantizer } = index;
  return {
    ...{ maxConnections, efConstruction, ef, dynamicEfMin, dynamicEfMax, dynamicEfFactor },
    ...{ flatSearchCutoff, filterStrategy, vectorCacheMaxObjects, distance },
    quantizer: quantizer?.type ?? 'none',
  };
}

async function isIndexed(client: WeaviateClient, name: string): Promise<boolean> {
  const nodes = await client.cluster.nodes({ collection: name, output: 'verbose' });
  return nodes.every(({ shards }) =>
    (shards ?? []).every(({ vectorQueueLength, vectorIndexingStatus }) => {
      return vectorQueueLength === 0 && vectorIndexingStatus === 'READY';
    }),
  );
}
