import { randomBytes } from 'node:crypto';
import type { Metadata } from 'chromadb';
import { LabError } from '../../base/lab-error';
import type { ChromaServer } from './connection';
import { acknowledgedRows } from '../adapter/acknowledged-rows';
import { checkBatch, dimensionOf } from '../adapter/check-vectors';
import type { Batch, Collection, CollectionSpec } from '../engine';
import { query, searchingChroma } from './searching';

/**
 * Opens a collection under a name that nobody else has. Chroma's ids are strings: the dataset's in decimal.
 *
 * Chroma reads `ef_search` when it loads an index; `modify` changes what it reports, not what is in force. So `configure`
 * modifies, starts the server again and loads the index; other collections of this connection wait and live on. What of the
 * index was not yet saved (up to `sync_threshold` vectors) Chroma then builds again from its log, into another index with
 * other answers. So the threshold is the capacity: with the last vector the index is saved, whole, and stays the one it is.
 */
export async function openChroma(server: ChromaServer, spec: CollectionSpec, mayRestart: boolean): Promise<Collection> {
  const { client } = server;
  const call: ChromaServer['call'] = (work) => server.call(work);
  const name = uniqueName(spec.name);
  const collection = await call(() =>
    client.createCollection({
      name,
      embeddingFunction: null,
      configuration: {
        hnsw: { space: spec.metric, sync_threshold: Math.max(2, spec.capacity), ...spec.build, ...spec.search },
      },
    }),
  );
  const readConfiguration = async (): Promise<HnswReport> =>
    (await client.getCollection({ name })).configuration.hnsw as HnswReport;
  /** As reported when the index was last loaded, or made. */
  let inForce = await call(readConfiguration);
  const acknowledged = acknowledgedRows();
  let probe: Float32Array = new Float32Array(spec.dim);
  let dropped = false;

  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'chroma', what: 'the collection was dropped' });
  };
  /** A first query makes Chroma load the index and bring it up to date with its log. */
  const warm = async (): Promise<void> => {
    if (acknowledged.most() > 0) await query(collection, [probe], 1);
  };
  const forget = server.onRestart(async () => {
    inForce = await readConfiguration();
    await warm();
  });

  const searching = searchingChroma(server, spec, collection);
  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'chroma');
      for (let row = 0; row < batch.ids.length; row += server.maxBatch) {
        server.signal?.throwIfAborted();
        const records = recordsOf(batch, dimensionOf(batch), row, Math.min(row + server.maxBatch, batch.ids.length));
        await call(() => collection.add(records));
        acknowledged.inserted(records.ids.length);
      }
      if (batch.ids.length > 0) probe = batch.vectors.slice(0, spec.dim);
    },

    async ready() {
      checkOpen();
      await call(warm);
    },

    async verify() {
      checkOpen();
      const count = await call(() => collection.count());
      if (!acknowledged.settle(count)) {
        const what = `${count} vectors are there after ${acknowledged.most()} were acknowledged: it leaves out an id that it has`;
        throw new LabError({ code: 'duplicate-id', where: 'chroma', what });
      }
    },

    async search(vector, k, filter) {
      checkOpen();
      return searching.search(vector, k, filter);
    },

    async searchBatch(vectors, k, filter) {
      checkOpen();
      return searching.searchBatch(vectors, k, filter);
    },

    ...(mayRestart && {
      async configure(search) {
        checkOpen();
        if (search.ef_search === inForce.ef_search) return;
        await server.restart(() => collection.modify({ configuration: { hnsw: search } }));
      },
    }),

    async remove(ids) {
      checkOpen();
      for (let row = 0; row < ids.length; row += server.maxBatch) {
        const part = Array.from(ids.subarray(row, row + server.maxBatch), String);
        acknowledged.removed(part.length);
        await call(() => collection.delete({ ids: part }));
      }
    },

    count: () => call(() => collection.count()),

    async readBack() {
      checkOpen();
      const { ef_construction, max_neighbors, sync_threshold } = await call(readConfiguration);
      return { ef_construction, max_neighbors, sync_threshold, ef_search: inForce.ef_search };
    },

    handle: () => name,

    async drop() {
      if (dropped) return;
      dropped = true;
      forget();
      await call(() => client.deleteCollection({ name }));
    },
  };
}

type HnswReport = { ef_construction: number; max_neighbors: number; sync_threshold: number; ef_search: number };

/** Chroma takes 3 to 512 characters of this alphabet. */
const uniqueName = (name: string): string =>
  `vexlab-${name.replace(/[^a-zA-Z0-9._-]/g, '-').slice(0, 200)}-${randomBytes(4).toString('hex')}`;

/** The rows from `from` to `to` as Chroma takes them; it has no null and no empty attributes. */
function recordsOf({ ids, vectors, attributes }: Batch, dim: number, from: number, to: number) {
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    ids: rows.map((row) => String(ids[row])),
    embeddings: rows.map((row) => Array.from(vectors.subarray(row * dim, (row + 1) * dim))),
    ...(attributes && { metadatas: rows.map((row) => attributes[row] as Metadata) }),
  };
}
