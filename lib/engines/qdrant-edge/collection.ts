import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { acknowledgedRows } from '../adapter/acknowledged-rows';
import { checkBatch } from '../adapter/check-vectors';
import type { Collection, CollectionSpec, Params } from '../engine';
import { keyOf } from '../qdrant/filter';
import { indexUseOf, notIndexed, unindexed } from '../qdrant/unindexed';
import type { EdgeProcess } from './connection';
import { idBytes, insertFrames, jsonBytes, words } from './frames';
import { searchingEdge } from './searching';
import { operation } from './wire';

let lastShard = 0;

/** What the engine says of a shard. */
interface ShardInfo {
  readonly segments_count: number;
  readonly points_count: number;
  readonly indexed_vectors_count: number;
}

/** A collection in a shard, that is a folder, of its own. Distances as the server's adapter gives them. */
export async function openEdge(edge: EdgeProcess, spec: CollectionSpec): Promise<Collection> {
  const shard = ++lastShard;
  const path = join(edge.folder, `shard-${shard}-${randomBytes(4).toString('hex')}`);
  const attributes = Object.entries(spec.attributes ?? {}).map(([name, kind]) => [keyOf(name), kind]);
  const { dim, metric, build } = spec;
  const asked = { shard, path, dim, metric, build, attributes: Object.fromEntries(attributes) as object };
  await edge.request(operation.create, jsonBytes(asked));
  const forget = edge.onRestart(async (request) => void (await request(operation.load, jsonBytes({ shard, path }))));
  let search = spec.search;
  const acknowledged = acknowledgedRows();
  let dropped = false;

  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'qdrant-edge', what: 'the collection was dropped' });
  };
  const count = async (): Promise<number> => (await edge.request(operation.count, words(shard))).readUInt32LE(0);
  const info = async (): Promise<ShardInfo> =>
    JSON.parse((await edge.request(operation.info, words(shard))).toString()) as ShardInfo;

  const searching = searchingEdge(edge, spec, shard, () => search);
  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'qdrant-edge');
      for (const { rows, parts } of insertFrames(shard, batch)) {
        edge.signal?.throwIfAborted();
        await edge.request(operation.insert, ...parts);
        acknowledged.inserted(rows);
      }
    },

    /** Nothing is indexed before this is called: no optimizer runs beside the engine. */
    async ready() {
      checkOpen();
      await edge.request(operation.optimize, words(shard));
      const { points_count, indexed_vectors_count, segments_count } = await info();
      const indexing_threshold = build.indexing_threshold as number;
      const state = { points: points_count, indexed: indexed_vectors_count, segments: segments_count, dim };
      const { lacking, most } = unindexed({ ...state, indexing_threshold });
      if (lacking > most) throw notIndexed('qdrant-edge', { ...state, indexing_threshold });
    },

    async verify() {
      checkOpen();
      const there = await count();
      if (acknowledged.settle(there)) return;
      const what = `${there} vectors are there after ${acknowledged.most()} were acknowledged: an id came twice, the later vector stands`;
      throw new LabError({ code: 'duplicate-id', where: 'qdrant-edge', what });
    },

    async search(query, k, filter) {
      checkOpen();
      return searching.search(query, k, filter);
    },

    async searchBatch(queries, k, filter) {
      checkOpen();
      return searching.searchBatch(queries, k, filter);
    },

    configure(parameters) {
      search = parameters;
      return Promise.resolve();
    },

    async remove(ids) {
      checkOpen();
      acknowledged.removed(ids.length);
      await edge.request(operation.remove, words(shard), idBytes(ids));
    },

    async count() {
      checkOpen();
      return await count();
    },

    async readBack() {
      checkOpen();
      const { segments_count, indexed_vectors_count } = await info();
      // Search parameters go with each query; it keeps none.
      return { ...readConfiguration(path), segments_count, indexed_vectors_count, ...search };
    },

    async indexUse() {
      checkOpen();
      const { points_count: points, indexed_vectors_count: indexed, segments_count: segments } = await info();
      return indexUseOf({ points, indexed, segments }, build, search);
    },

    handle: () => shard,

    async drop() {
      if (dropped) return;
      dropped = true;
      forget();
      try {
        await edge.request(operation.close, words(shard));
      } finally {
        await rm(path, { recursive: true, force: true });
      }
    },
  };
}

/** Index parameters as the engine wrote them down: it has no other way to be asked. */
function readConfiguration(path: string): Params {
  const { hnsw_config, optimizers } = JSON.parse(readFileSync(join(path, 'edge_config.json'), 'utf8')) as {
    hnsw_config: Record<'m' | 'ef_construct' | 'full_scan_threshold', number>;
    optimizers: Record<'indexing_threshold' | 'default_segment_number', number>;
  };
  const { m, ef_construct, full_scan_threshold } = hnsw_config;
  const { indexing_threshold, default_segment_number } = optimizers;
  return { m, ef_construct, full_scan_threshold, indexing_threshold, default_segment_number };
}
