import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { checkBatch, checkQuery, refuseFilter } from '../adapter/check-vectors';
import { noSpace } from '../process/data-folder';
import type { Collection, CollectionSpec, EngineContext } from '../engine';
import type { methods } from './worker';
import { postable, type WorkerClient, workerClient } from '../adapter/worker-client';

/** Rows of one call to the worker, so that an abort does not wait for a whole batch. */
const sliceRows = 1000;

/**
 * A collection over one index in a worker thread, and, with `workers` > 1, copies of it in further threads that are made
 * by `ready` and share the searches. Rates include a message to the thread and back.
 */
export async function openHnswlib(spec: CollectionSpec, context: EngineContext): Promise<Collection> {
  const folder = await mkdtemp(join(context.dataDir, 'hnswlib-'));
  const threads = Array.from({ length: spec.build.workers as number }, () =>
    workerClient<typeof methods>(join(__dirname, 'worker.js'), 'hnswlib', spec),
  );
  const [builder, ...copies] = threads as [Thread, ...Thread[]];
  const close = async (): Promise<void> => {
    await Promise.all(threads.map((thread) => thread.close()));
    await rm(folder, { recursive: true, force: true });
  };
  /** Saves the index, lets `use` have the file, and removes it. */
  const withFile = async <T>(use: (file: string, saved: Saved) => T | Promise<T>): Promise<T> => {
    const file = join(folder, 'index.hnsw');
    try {
      const saved = await builder.call('save', file);
      if (!saved.complete) throw noSpace(folder, 'hnswlib');
      return await use(file, saved);
    } finally {
      await rm(file, { force: true });
    }
  };
  let made: { M: number; efConstruction: number };
  try {
    await Promise.all(threads.map((thread) => thread.call('setEf', spec.search.ef as number)));
    // The head of an index file is the only way to ask the index what it was made with; an empty one is 96 bytes.
    made = await withFile((_, { M, efConstruction }) => ({ M, efConstruction }));
  } catch (error) {
    await close();
    throw error;
  }
  let expected = 0;
  let copied = copies.length === 0;
  let closed = false;

  return {
    async insert(batch) {
      checkBatch(batch, spec, 'hnswlib');
      copied = copies.length === 0;
      const { ids, vectors } = batch;
      for (let row = 0; row < ids.length; row += sliceRows) {
        context.signal?.throwIfAborted();
        const part = ids.subarray(row, row + sliceRows);
        const rows = vectors.subarray(row * spec.dim, (row + part.length) * spec.dim);
        await builder.call('insert', { ids: postable(part), vectors: postable(rows) });
        expected += part.length;
      }
    },

    async ready() {
      if (copied) return;
      await withFile((file, { removedIds }) =>
        Promise.all(copies.map((copy) => copy.call('load', { file, removedIds }))),
      );
      copied = true;
    },

    async verify() {
      const count = await builder.call('count', undefined);
      if (count === expected) return;
      const what = `${count} vectors are there after ${expected} were inserted: an id came twice, the later vector stands`;
      throw new LabError({ code: 'duplicate-id', where: 'hnswlib', what });
    },

    async search(query, k, filter) {
      refuseFilter(filter, 'hnswlib');
      checkQuery(query, k, spec, 'hnswlib');
      const thread = copied ? leastBusy(threads) : builder;
      return thread.call('search', { query: query.slice(), k });
    },

    async configure(search) {
      await Promise.all(threads.map((thread) => thread.call('setEf', search.ef as number)));
    },

    async remove(ids) {
      copied = copies.length === 0;
      expected -= await builder.call('remove', postable(ids));
    },

    count: () => builder.call('count', undefined),

    async readBack() {
      const efs = await Promise.all(threads.map((thread) => thread.call('getEf', undefined)));
      return { ...made, workers: threads.length, ef: Math.min(...efs) };
    },

    async drop() {
      if (closed) return;
      closed = true;
      await close();
    },
  };
}

type Thread = WorkerClient<typeof methods>;
type Saved = ReturnType<(typeof methods)['save']>;

const leastBusy = (threads: readonly Thread[]): Thread =>
  threads.reduce((best, thread) => (thread.pending() < best.pending() ? thread : best));
