import { workerData } from 'node:worker_threads';
import { LabError } from '../../base/lab-error';
import { scan } from '../../exact/scan';
import { answerCalls } from '../adapter/answer-calls';
import type { Answer, Batch, CollectionSpec } from '../engine';

const { dim, metric, capacity } = workerData as CollectionSpec;
const base = new Float32Array(capacity * dim);
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
      idOfRow[row] = id;
      rowOfId.set(id, row);
    });
  },

  search({ query, k }: { query: Float32Array; k: number }): Answer {
    const { rows, distances } = scan(base, rowOfId.size, dim, metric, query, k);
    return { ids: rows.map((row) => idOfRow[row] as number), distances };
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
      idOfRow[row] = moved;
      rowOfId.set(moved, row);
    }
  },

  count(): number {
    return rowOfId.size;
  },
};

answerCalls(methods);
