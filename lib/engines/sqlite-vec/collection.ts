import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBatch, checkQuery, dimensionOf } from '../adapter/check-vectors';
import { refuseUndeclared } from '../adapter/declared-attributes';
import { postable, type WorkerClient, workerClient } from '../adapter/worker-client';
import type { Collection, CollectionSpec, EngineContext } from '../engine';
import { isFull, noSpace } from '../process/data-folder';
import { columnsOf } from './columns';
import type { methods, ThreadData } from './worker';

/** Rows of one transaction, so that an abort does not wait for a whole batch. */
const sliceRows = 1000;

type Thread = WorkerClient<typeof methods>;

/**
 * A collection in a file of its own. One thread writes it; `workers` threads search it, each over a connection of its own.
 * Rates include a message to the thread and back.
 */
export async function openSqliteVec(
  spec: CollectionSpec,
  folder: string,
  { signal }: EngineContext,
): Promise<Collection> {
  // Here, where a refusal can be told; each thread does it again.
  columnsOf(spec);
  const name = spec.stored ?? `${randomBytes(6).toString('hex')}.db`;
  const file = join(folder, name);
  const threads: Thread[] = [];
  let over = false;

  const start = async (): Promise<void> => {
    for (let i = 0; i < (spec.build.workers as number); i++) {
      const data: ThreadData = { spec, file, writes: i === 0 };
      threads.push(workerClient<typeof methods>(join(__dirname, 'worker.js'), 'sqlite-vec', data));
      // One after another: the others find the table that the first one made. A first call shows that a thread lives.
      await threads[i]?.call('count', undefined);
    }
  };
  const end = async (): Promise<void> => {
    const closing = threads.map((thread) => thread.call('close', undefined).finally(() => thread.close()));
    await Promise.allSettled(closing);
  };
  const writer = (): Thread => threads[0] as Thread;
  const fullDisk = (error: unknown): never => {
    throw isFull(folder) ? noSpace(folder, 'sqlite-vec', error) : error;
  };
  const close = async (): Promise<void> => {
    if (over) return;
    over = true;
    await end();
  };
  const drop = async (): Promise<void> => {
    if (over) return;
    await close();
    await Promise.all(['', '-wal', '-shm'].map((suffix) => rm(`${file}${suffix}`, { force: true })));
  };
  try {
    await start();
  } catch (error) {
    await (spec.stored === undefined ? drop() : close());
    return fullDisk(error);
  }

  return {
    async insert(batch) {
      checkBatch(batch, spec, 'sqlite-vec');
      refuseUndeclared(batch, Object.keys(spec.attributes ?? {}), 'sqlite-vec');
      const { ids, vectors, attributes } = batch;
      const width = dimensionOf(batch);
      for (let row = 0; row < ids.length; row += sliceRows) {
        signal?.throwIfAborted();
        const part = ids.subarray(row, row + sliceRows);
        const rows = vectors.subarray(row * width, (row + part.length) * width);
        const slice = {
          ids: postable(part),
          vectors: postable(rows),
          attributes: attributes?.slice(row, row + sliceRows),
        };
        await writer().call('insert', slice).catch(fullDisk);
      }
    },

    async ready() {
      await writer().call('checkpoint', undefined).catch(fullDisk);
    },

    async search(query, k, filter) {
      checkQuery(query, k, spec, 'sqlite-vec');
      return leastBusy(threads).call('search', { query: query.slice(), k, ...(filter && { filter }) });
    },

    remove: (ids) => writer().call('remove', postable(ids)),

    count: () => writer().call('count', undefined),

    async readBack() {
      return { ...(await writer().call('readBack', undefined)), workers: threads.length };
    },

    stored: { name, close },
    drop,
  };
}

const leastBusy = (threads: readonly Thread[]): Thread =>
  threads.reduce((best, thread) => (thread.pending() < best.pending() ? thread : best));
