import { LabError } from '../../base/lab-error';
import { dimensionOf } from '../adapter/check-vectors';
import { placeOfAttribute } from '../adapter/declared-attributes';
import type { Batch, Filter } from '../engine';
import { uuidOf } from './uuid';
import type { WireObject } from './wire';

/** Name of the one vector that an object has. */
export const vectorName = 'default';

/** An attribute's property, by its place among those declared. */
export const propertyAt = (place: number): string => `a${place}`;

/** The rows from `from` to `to` as objects of a class; an attribute that is null is left out. */
export function objectsOf(
  batch: Batch,
  collection: string,
  attributes: readonly string[],
  from: number,
  to: number,
): WireObject[] {
  const dim = dimensionOf(batch);
  return Array.from({ length: to - from }, (_, i) => {
    const row = from + i;
    // Copied, because the array may be shared with a thread that goes on.
    const vector = batch.vectors.slice(row * dim, (row + 1) * dim);
    const values = batch.attributes?.[row];
    const known = attributes.flatMap((attribute, place) => {
      const value = values?.[attribute] ?? null;
      return value === null ? [] : [[propertyAt(place), value] as const];
    });
    return {
      collection,
      uuid: uuidOf(batch.ids[row] as number),
      vectors: [{ name: vectorName, vectorBytes: new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength) }],
      properties: { nonRefProperties: Object.fromEntries(known) },
    };
  });
}

/** The property that a filter asks about; LabError `bad-filter` for one that it cannot ask about. */
export function propertyOf(filter: Filter, attributes: readonly string[]): string {
  const place = placeOfAttribute(filter, attributes, 'weaviate');
  if (filter.equals !== null) return propertyAt(place);
  const what = `it cannot ask for ${filter.attribute} = null (its index of what is absent is off by default)`;
  throw new LabError({ code: 'bad-filter', where: 'weaviate', what });
}
