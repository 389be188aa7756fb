import { LabError } from '../../base/lab-error';
import type { Batch, Filter } from '../engine';

/** Refuses a batch with an attribute that the collection was not told of (`bad-attribute`): it would have no place. */
export function refuseUndeclared({ attributes }: Batch, declared: readonly string[], where: string): void {
  const unknown = Object.keys(attributes?.[0] ?? {}).find((name) => !declared.includes(name));
  if (unknown === undefined) return;
  const what = `attribute ${unknown} has no place: the collection was opened without it`;
  throw new LabError({ code: 'bad-attribute', where, what });
}

/**
 * Place of a filter's attribute among those that the collection was told of; LabError `bad-filter` where it is none of them.
 * Engines whose names are bound by rules call an attribute by its place.
 */
export function placeOfAttribute({ attribute }: Filter, declared: readonly string[], where: string): number {
  const place = declared.indexOf(attribute);
  if (place >= 0) return place;
  const what = `it has no attribute ${attribute}, only ${declared.join(', ') || 'none'}`;
  throw new LabError({ code: 'bad-filter', where, what });
}
