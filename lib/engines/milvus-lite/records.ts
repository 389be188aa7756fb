import { dimensionOf } from '../adapter/check-vectors';
import type { Batch, CollectionSpec } from '../engine';
import { valuesOf } from './attributes';

/** The rows from `from` to `to`; a bad one of an unchecked collection keeps its own dimension. */
export function recordsOf(
  batch: Batch,
  attributes: NonNullable<CollectionSpec['attributes']>,
  from: number,
  to: number,
) {
  const { ids, vectors } = batch;
  const width = dimensionOf(batch);
  return Array.from({ length: to - from }, (_, i) => ({
    id: ids[from + i] as number,
    vector: Array.from(vectors.subarray((from + i) * width, (from + i + 1) * width)),
    ...valuesOf(batch.attributes?.[from + i], attributes),
  }));
}
