import type { Dataset } from '../../datasets/dataset';
import { sample, seededRandom } from '../../datasets/random';
import { takeRows, toFloat32 } from '../../datasets/vectors';
import type { Batch } from '../../engines/engine';
import type { Cell } from '../../results/cell';
import type { RowAttributes } from '../data/filter-ladder';
import { streamSeed } from '../loops/stream-seed';

/** The order in which a cell's rows are inserted; undefined: the dataset's own. */
export function insertOrder(n: number, { buildIndex, seed }: Cell): Uint32Array | undefined {
  if (buildIndex === 0) return undefined;
  return sample(seededRandom(streamSeed(seed, -1 - buildIndex)), n, n);
}

/** Rows `from` to `to` of that order, not `to` itself; shares the dataset's memory where order and type allow. */
export function batchOf(
  { base, ids }: Dataset,
  order: Uint32Array | undefined,
  from: number,
  to: number,
  attributes: RowAttributes | undefined,
): Batch {
  if (order) {
    const rows = order.subarray(from, to);
    const vectors = toFloat32(takeRows(base, rows));
    return {
      ids: rows.map((row) => ids[row] as number),
      vectors,
      ...(attributes && { attributes: attributes.of(rows) }),
    };
  }
  const part = { ...base, n: to - from, data: base.data.subarray(from * base.dim, to * base.dim) };
  const rows = () => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    ids: ids.slice(from, to),
    vectors: toFloat32(part),
    ...(attributes && { attributes: attributes.of(rows()) }),
  };
}
