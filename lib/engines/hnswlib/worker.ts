import { workerData } from 'node:worker_threads';
import { HierarchicalNSW } from 'hnswlib-node';
import { LabError, messageOf } from '../../base/lab-error';
import { answerCalls } from '../adapter/answer-calls';
import type { Answer, Batch, CollectionSpec } from '../engine';
import { type IndexFile, readIndexFile } from './file';

const { dim, metric, capacity, build } = workerData as CollectionSpec;
const index = new HierarchicalNSW(metric, dim);
index.initIndex({
  maxElements: Math.max(1, capacity),
  m: build.M as number,
  efConstruction: build.efConstruction as number,
  randomSeed: build.randomSeed as number,
});
/** Removed ids: the index keeps and counts them, and only leaves them out of its answers. */
const removed = new Set<number>();

const live = (): number => index.getCurrentCount() - removed.size;

/** What the thread of an hnswlib collection can do. */
export const methods = {
  insert({ ids, vectors }: Batch): void {
    // The collection's dimension, unless the batch is a bad one that the index shall see.
    const own = vectors.length / ids.length;
    ids.forEach((id, i) => {
      try {
        index.addPoint(Array.from(vectors.subarray(i * own, (i + 1) * own)), id);
      } catch (error) {
        if (!messageOf(error).includes('exceeds the specified limit')) throw error;
        const what = `more vectors than the ${capacity} that there is room for`;
        throw new LabError({ code: 'too-many-vectors', where: 'hnswlib', what });
      }
      removed.delete(id);
    });
  },

  search({ query, k }: { query: Float32Array; k: number }): Answer {
    const most = Math.min(k, live());
    if (most === 0) return { ids: new Uint32Array(0), distances: new Float64Array(0) };
    const { neighbors, distances } = index.searchKnn(Array.from(query), most);
    return { ids: Uint32Array.from(neighbors), distances: Float64Array.from(distances) };
  },

  /** Says how many were there to be removed. */
  remove(ids: Uint32Array): number {
    let count = 0;
    for (const id of ids) {
      if (removed.has(id)) continue;
      try {
        index.markDelete(id);
      } catch (error) {
        if (messageOf(error).includes('Label not found')) continue;
        throw error;
      }
      removed.add(id);
      count++;
    }
    return count;
  },

  count: live,

  setEf(ef: number): void {
    index.setEf(ef);
  },

  getEf(): number {
    return index.getEf();
  },

  /** Says what the file holds, and which of its vectors are removed. */
  save(file: string): IndexFile & { removedIds: Uint32Array } {
    index.writeIndexSync(file);
    return { ...readIndexFile(file), removedIds: Uint32Array.from(removed) };
  },

  /** The file must be complete. */
  load({ file, removedIds }: { file: string; removedIds: Uint32Array }): void {
    const ef = index.getEf();
    index.readIndexSync(file);
    // Reading sets ef back to the library's default.
    index.setEf(ef);
    removed.clear();
    for (const id of removedIds) removed.add(id);
  },
};

answerCalls(methods);
