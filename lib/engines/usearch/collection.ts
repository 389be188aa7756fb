import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { checkBatch, checkQueries, checkQuery, dimensionOf, refuseFilter } from '../adapter/check-vectors';
import { readWriteLock } from '../adapter/read-write-lock';
import { joined } from '../adapter/joined';
import { postable, type WorkerClient, workerClient } from '../adapter/worker-client';
import type { Collection, CollectionSpec, EngineContext, Params } from '../engine';
import { isFull, noSpace } from '../process/data-folder';
import type { methods } from './worker';

/** Rows of one call to the worker, so that an abort does not wait for a whole batch. */
const sliceRows = 1000;

type Thread = WorkerClient<typeof methods>;

/**
 * A collection over one index in a worker thread, and, with `workers` > 1, copies of it in further threads that are made by
 * `ready` and share the searches. Rates include a message to the thread and back.
 *
 * USearch's JavaScript takes `expansion_search` only when an index is made. So `configure` saves the index and loads it into
 * new threads, whose indexes are made with the new value: the links are the same ones. The old threads end, because only
 * then their indexes' memory is free.
 */
export async function openUsearch(spec: CollectionSpec, context: EngineContext): Promise<Collection> {
  const folder = await mkdtemp(join(context.dataDir, 'usearch-'));
  const lock = readWriteLock();
  const start = (search: Params): [Thread, ...Thread[]] => {
    const thread = (): Thread =>
      workerClient<typeof methods>(join(__dirname, 'worker.js'), 'usearch', { ...spec, search });
    return [thread(), ...Array.from({ length: (spec.build.workers as number) - 1 }, thread)];
  };
  const end = (some: readonly Thread[]): Promise<unknown> => Promise.all(some.map((thread) => thread.close()));

  let inForce = spec.search;
  let threads = start(inForce);
  let copied = threads.length === 1;
  let expected = 0;
  let dropped = false;

  /** Saves the index, lets `use` have the file and what its components are stored as, and removes it. */
  const withFile = async <T>(use: (file: string, scalarKind: string) => T | Promise<T>): Promise<T> => {
    const file = join(folder, 'index.usearch');
    try {
      const scalarKind = await threads[0].call('save', file).catch((error: unknown) => {
        throw isFull(folder) ? noSpace(folder, 'usearch', error) : error;
      });
      return await use(file, scalarKind);
    } finally {
      await rm(file, { force: true });
    }
  };
  const loadInto = (some: readonly Thread[], file: string): Promise<unknown> =>
    Promise.all(some.map((thread) => thread.call('load', file)));
  const searcher = (): Thread => (copied ? leastBusy(threads) : threads[0]);
  const drop = async (): Promise<void> => {
    if (dropped) return;
    dropped = true;
    await end(threads);
    await rm(folder, { recursive: true, force: true });
  };
  let quantization: string;
  try {
    quantization = await withFile((_, scalarKind) => scalarKind);
  } catch (error) {
    await drop();
    throw error;
  }

  return {
    async insert(batch) {
      checkBatch(batch, spec, 'usearch');
      copied = threads.length === 1;
      const { ids, vectors } = batch;
      const width = dimensionOf(batch);
      for (let row = 0; row < ids.length; row += sliceRows) {
        context.signal?.throwIfAborted();
        const part = ids.subarray(row, row + sliceRows);
        const rows = vectors.subarray(row * width, (row + part.length) * width);
        await lock.shared(() => threads[0].call('insert', { ids: postable(part), vectors: postable(rows) }));
        expected += part.length;
      }
    },

    async ready() {
      if (copied) return;
      await withFile((file) => loadInto(threads.slice(1), file));
      copied = true;
    },

    async verify() {
      const count = await threads[0].call('count', undefined);
      // Of a batch that was refused a part may be there too.
      if (count >= expected) return;
      const what = `only ${count} vectors are there after ${expected} were acknowledged`;
      throw new LabError({ code: 'lost-vectors', where: 'usearch', what });
    },

    async search(query, k, filter) {
      refuseFilter(filter, 'usearch');
      checkQuery(query, k, spec, 'usearch');
      return lock.shared(() => searcher().call('search', { query: query.slice(), k }));
    },

    async searchBatch(queries, k, filter) {
      refuseFilter(filter, 'usearch');
      checkQueries(queries, k, spec, 'usearch');
      const asked = { queries: joined(queries), count: queries.length, k };
      return lock.shared(() => searcher().call('searchBatch', asked));
    },

    configure: (search) =>
      lock.alone(async () => {
        if (search.expansion_search === inForce.expansion_search) return;
        const fresh = start(search);
        try {
          await withFile((file) => loadInto(fresh, file));
        } catch (error) {
          await end(fresh);
          throw error;
        }
        await end(threads);
        [threads, inForce, copied] = [fresh, search, true];
      }),

    async remove(ids) {
      copied = threads.length === 1;
      expected -= await lock.shared(() => threads[0].call('remove', postable(ids)));
    },

    count: () => threads[0].call('count', undefined),

    /** `connectivity` and `quantization` as the index tells them; it tells no expansion, these are what it was made with. */
    async readBack() {
      const connectivity = await threads[0].call('connectivity', undefined);
      const { expansion_add, add_threads } = spec.build as { expansion_add: number; add_threads: number };
      return {
        connectivity,
        expansion_add,
        quantization,
        add_threads,
        workers: threads.length,
        expansion_search: inForce.expansion_search as number,
      };
    },

    drop,
  };
}

const leastBusy = (threads: readonly [Thread, ...Thread[]]): Thread =>
  threads.reduce((best, thread) => (thread.pending() < best.pending() ? thread : best), threads[0]);
