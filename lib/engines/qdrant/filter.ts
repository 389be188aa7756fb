import type { Filter } from '../engine';

/**
 * A filter as one of Qdrant's conditions. A number is a range of one value, because `match` knows no fractions.
 * https://qdrant.tech/documentation/concepts/filtering/
 */
export function conditionOf({ attribute, equals }: Filter) {
  const key = keyOf(attribute);
  if (equals === null) return { is_null: { key } };
  if (typeof equals === 'number') return { key, range: { gte: equals, lte: equals } };
  return { key, match: { value: equals } };
}

/** An attribute's name as a path of Qdrant's, in which a dot or a bracket means something unless it is quoted. */
export const keyOf = (attribute: string): string =>
  /^[\p{L}\p{N}_-]+$/u.test(attribute) ? attribute : `"${attribute}"`;
