import { join } from 'node:path';
import { checkBatch, checkQueries, checkQuery, refuseFilter } from './adapter/check-vectors';
import type { Capabilities, Engine } from './engine';
import type { methods } from './exact/worker';
import { joined } from './adapter/joined';
import { packageVersion } from './adapter/package-version';
import { postable, workerClient } from './adapter/worker-client';
import { zodOptions } from './adapter/zod-options';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: false,
  remove: true,
  durable: false,
  searchParams: 'none',
  duplicateIds: 'rejects',
  batchedSearch: true,
};

/** Looks at every vector, in a worker thread: recall 1 by construction, and the rate that an index has to beat. */
export const engine: Engine = {
  name: 'exact',
  title: 'exact',
  kind: 'embedded',
  mark: { colour: '#000000', symbol: 'diamond' },
  capabilities,
  byDefault: true,
  common: {},
  buildOptions: zodOptions({}),
  searchOptions: zodOptions({}),
  testedAgainst: 'engine',

  probe() {
    return Promise.resolve({
      state: 'ready',
      how: 'in-process',
      why: 'part of the lab',
      version: packageVersion('vexlab'),
    });
  },

  connect() {
    const collections = new Set<{ close(): Promise<void> }>();
    return Promise.resolve({
      how: 'in-process',
      clientVersion: packageVersion('vexlab'),
      capabilities,
      pids: () => [],
      open(spec) {
        // Here the laboratory is the engine, and refusing bad input is what it does.
        const checked = { ...spec, unchecked: false };
        const worker = workerClient<typeof methods>(join(__dirname, 'exact', 'worker.js'), `exact: ${spec.name}`, spec);
        collections.add(worker);
        return Promise.resolve({
          async insert(batch) {
            checkBatch(batch, checked, 'exact');
            await worker.call('insert', { ids: postable(batch.ids), vectors: postable(batch.vectors) });
          },
          ready: () => Promise.resolve(),
          async search(query, k, filter) {
            refuseFilter(filter, 'exact');
            checkQuery(query, k, checked, 'exact');
            return worker.call('search', { query: query.slice(), k });
          },
          async searchBatch(queries, k, filter) {
            refuseFilter(filter, 'exact');
            checkQueries(queries, k, checked, 'exact');
            return worker.call('searchBatch', { queries: joined(queries), count: queries.length, k });
          },
          remove: (ids) => worker.call('remove', postable(ids)),
          count: () => worker.call('count', undefined),
          readBack: () => Promise.resolve({}),
          async drop() {
            collections.delete(worker);
            await worker.close();
          },
        });
      },
      async close() {
        await Promise.all([...collections].map((collection) => collection.close()));
      },
    });
  },
};
