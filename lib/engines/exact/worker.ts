import { workerData } from 'node:worker_threads';
import { LabError } from '../../base/lab-error';
import { fillRowWeights } from '../../exact/row-weights';
import { scan } from '../../exact/scan';
import { scanQueries } from '../../exact/scan-queries';
import { answerCalls } from '../adapter/answer-calls';
import type { Answer, Batch, CollectionSpec } from '../engine';

const { dim, metric, capacity } = workerData as CollectionSpec;
const base = new Float32Array(capacity * dim);
/** Kept beside the rows, since making them costs half as much as a search. */
const weights = new Float64Array(capacity);
const idOfRow = new Uint32Array(capacity);
const rowOfId = new Map<number, number>();

/** What the thread of an exact collection can do. */
export const methods = {
  insert({ ids, vectors }: Batch): void {
    if (rowOfId.size + ids.length > capacity) {
      const what = `${rowOfId.size} + ${ids.length} vectors, room for ${capacity}`;
      throw new LabError({ code: 'too-many-vectors', where: 'exact', what });
    }
    ids.forEach((id, i) => {
      if (rowOfId.has(id))
        throw new LabError({ code: 'duplicate-id', where: 'exact', what: `id ${id} is already there` });
      const row = rowOfId.size;
      base.set(vectors.subarray(i * dim, (i + 1) * dim), row * dim);
      fillRowWeights(weights, base, row, row + 1, dim, metric, 'exact');
      idOfRow[row] = id;
      rowOfId.set(id, row);
    });
  },

  search({ query, k }: { query: Float32Array; k: number }): Answer {
    const { rows, distances } = scan(base, rowOfId.size, dim, metric, query, k, weights);
    return { ids: rows.map((row) => idOfRow[row] as number), distances };
  },

  /** All queries look at a vector while it is in the processor's cache. */
  searchBatch({ queries, count, k }: { queries: Float32Array; count: number; k: number }): Answer[] {
    const n = rowOfId.size;
    const kept = Math.min(k, n);
    const rows = new Uint32Array(count * kept);
    const distances = new Float64Array(count * kept);
    scanQueries({ vectors: base, weights, n, dim, metric }, queries, 0, count, kept, rows, distances);
    const ids = rows.map((row) => idOfRow[row] as number);
    return Array.from({ length: count }, (_, query) => ({
      ids: ids.slice(query * kept, (query + 1) * kept),
      distances: distances.slice(query * kept, (query + 1) * kept),
    }));
  },

  /** The last vector takes the place of a removed one. Ids that are not there are left out. */
  remove(ids: Uint32Array): void {
    for (const id of ids) {
      const row = rowOfId.get(id);
      if (row === undefined) continue;
      rowOfId.delete(id);
      const last = rowOfId.size;
      if (row === last) continue;
      const moved = idOfRow[last] as number;
      base.copyWithin(row * dim, last * dim, (last + 1) * dim);
      weights[row] = weights[last] as number;
      idOfRow[row] = moved;
      rowOfId.set(moved, row);
    }
  },

  count(): number {
    return rowOfId.size;
  },
};

answerCalls(methods);
