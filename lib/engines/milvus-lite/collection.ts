import { randomBytes } from 'node:crypto';
import { DataType, LoadState, type MilvusClient } from '@zilliz/milvus2-sdk-node';
import { LabError } from '../../base/lab-error';
import { acknowledgedRows } from '../adapter/acknowledged-rows';
import { checkBatch } from '../adapter/check-vectors';
import { refuseUndeclared } from '../adapter/declared-attributes';
import type { Collection, CollectionSpec } from '../engine';
import { requestBytes } from './request-bytes';
import { fieldsOf } from './attributes';
import type { LiteServer } from './connection';
import { indexRequest, metricTypes, reportedIndex, searchParams } from './index-parameters';
import { recordsOf } from './records';
import { accepted } from './reply';
import { searchingLite } from './searching';

const deletedAtOnce = 10_000;
/** How long what builds an index may take, milliseconds. */
const timeout = 3_600_000;

/**
 * A collection with one vector field. What is inserted lies in a buffer that searches scan, until it is flushed into a file;
 * the index of a file is built, without a word when it is done, in the background, or by `load` of a collection that was
 * released. So `ready` flushes a released collection and loads it.
 */
export async function openLite(server: LiteServer, spec: CollectionSpec): Promise<Collection> {
  const { dim, attributes = {}, build } = spec;
  const collection_name = `vexlab_${randomBytes(6).toString('hex')}`;
  const named = { collection_name, timeout };
  let inForce = spec.search;
  const acknowledged = acknowledgedRows();
  let changed = false;
  let dropped = false;

  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'milvus-lite', what: 'the collection was dropped' });
  };
  const load = async (client: MilvusClient): Promise<void> => {
    // Its synchronous twin of the client's asks for ever where the index cannot be built.
    accepted(await client.loadCollectionAsync(named));
    const { state } = accepted(await client.getLoadState(named));
    if (state === LoadState.LoadStateLoaded) return;
    throw new LabError({ code: 'not-ready', where: 'milvus-lite', what: `after it was loaded its state is ${state}` });
  };
  const countRows = async (client: MilvusClient): Promise<number> =>
    Number(accepted(await client.getCollectionStatistics(named)).data.row_count);

  await server.call(async (client) => {
    const fields = [
      { name: 'id', data_type: DataType.Int64, is_primary_key: true, autoID: false },
      { name: 'vector', data_type: DataType.FloatVector, dim },
      ...fieldsOf(attributes),
    ];
    accepted(await client.createCollection({ ...named, fields, consistency_level: 'Strong' }));
    accepted(await client.createIndex({ ...named, ...indexRequest(build, metricTypes[spec.metric]) }));
    await load(client);
  });
  const forget = server.onRestart(load);

  const searching = searchingLite(server, spec, collection_name, () => inForce);
  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'milvus-lite');
      refuseUndeclared(batch, Object.keys(attributes), 'milvus-lite');
      const rows = Math.max(1, Math.floor(requestBytes / (4 * dim)));
      for (let row = 0; row < batch.ids.length; row += rows) {
        server.signal?.throwIfAborted();
        const data = recordsOf(batch, attributes, row, Math.min(row + rows, batch.ids.length));
        changed = true;
        await server.call(async (client) => accepted(await client.insert({ ...named, data })));
        acknowledged.inserted(data.length);
      }
    },

    async ready() {
      checkOpen();
      if (!changed) return;
      await server.call(async (client) => {
        accepted(await client.releaseCollection(named));
        accepted(await client.flush({ collection_names: [collection_name], timeout }));
        await load(client);
        // Files that were flushed are merged in the background, and a merged one has no index: the second load builds it.
        accepted(await client.releaseCollection(named));
        await load(client);
        changed = false;
      });
    },

    async verify() {
      checkOpen();
      const count = await server.call(countRows);
      if (acknowledged.settle(count)) return;
      const what = `${count} vectors are there after ${acknowledged.most()} were acknowledged: the last one of an id stands`;
      throw new LabError({ code: 'duplicate-id', where: 'milvus-lite', what });
    },

    async search(query, k, filter) {
      checkOpen();
      return searching.search(query, k, filter);
    },

    async searchBatch(queries, k, filter) {
      checkOpen();
      return searching.searchBatch(queries, k, filter);
    },

    /** They go with every query. */
    configure(search) {
      inForce = search;
      return Promise.resolve();
    },

    async remove(ids) {
      checkOpen();
      await server.call(async (client) => {
        for (let row = 0; row < ids.length; row += deletedAtOnce) {
          const part = Array.from(ids.subarray(row, row + deletedAtOnce));
          acknowledged.removed(part.length);
          accepted(await client.delete({ ...named, ids: part }));
        }
      });
    },

    async count() {
      checkOpen();
      return server.call(countRows);
    },

    async readBack() {
      checkOpen();
      const described = await server.call(async (client) => accepted(await client.describeIndex(named)));
      return { ...reportedIndex(described), ...searchParams(build, inForce) };
    },

    indexUse() {
      // Rows of a file without an index it scans; its `indexed_rows` counts them too.
      const told = { of: acknowledged.most(), seen: 'it reports every row as indexed, whether or not it is' };
      return Promise.resolve(build.index_type === 'FLAT' ? undefined : told);
    },

    handle: () => collection_name,

    async drop() {
      if (dropped) return;
      dropped = true;
      forget();
      await server.call(async (client) => accepted(await client.dropCollection(named)));
    },
  };
}
