import { workerData } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';
import { answerCalls } from '../adapter/answer-calls';
import type { Answer, Batch, CollectionSpec } from '../engine';
import { scalarKindOf } from './file';
import { Index } from './package';

const { dim, metric, build, search } = workerData as CollectionSpec;
const index = new Index({
  dimensions: dim,
  metric: { l2: 'l2sq', cosine: 'cos', ip: 'ip' }[metric],
  quantization: build.quantization as string,
  connectivity: build.connectivity as number,
  expansion_add: build.expansion_add as number,
  expansion_search: search.expansion_search as number,
  multi: false,
});

const keysOf = (ids: Uint32Array): BigUint64Array => BigUint64Array.from(ids, BigInt);

const answerOf = ({ keys, distances }: { keys: BigUint64Array; distances: Float32Array }): Answer => ({
  ids: Uint32Array.from(keys, Number),
  distances: Float64Array.from(distances),
});

/** What the thread of a USearch collection can do. */
export const methods = {
  insert({ ids, vectors }: Batch): void {
    try {
      index.add(keysOf(ids), vectors, build.add_threads as number);
    } catch (error) {
      if (!messageOf(error).includes('Duplicate keys')) throw error;
      const what = `an id between the batch's ${ids[0]} and ${ids.at(-1)} is already there: ${messageOf(error)}`;
      throw new LabError({ code: 'duplicate-id', where: 'usearch', what });
    }
  },

  search({ query, k }: { query: Float32Array; k: number }): Answer {
    // One thread: more would be started and ended for each query, and help only a batch of queries.
    return answerOf(index.search(query, k, 1));
  },

  /** One thread here too: threads that answer are the collection's `workers`. */
  searchBatch({ queries, count, k }: { queries: Float32Array; count: number; k: number }): Answer[] {
    const found = index.search(queries, k, 1);
    return count === 1 ? [answerOf(found)] : Array.from({ length: count }, (_, query) => answerOf(found.get(query)));
  },

  /** Says how many were there to be removed. */
  remove(ids: Uint32Array): number {
    return index.remove(keysOf(ids)).reduce((sum, count) => sum + count, 0);
  },

  count: (): number => index.size(),

  connectivity: (): number => index.connectivity(),

  /** Writes the index, and says what its components are stored as, which only a file tells. */
  save(file: string): string {
    index.save(file);
    return scalarKindOf(file);
  },

  load(file: string): void {
    index.load(file);
  },
};

answerCalls(methods);
