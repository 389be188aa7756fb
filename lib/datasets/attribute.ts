import type { Attribute, AttributeValue } from './dataset';

/** An attribute over values in memory; its type is that of the first value that is not null, else `string`. */
export function arrayAttribute(name: string, values: readonly AttributeValue[]): Attribute {
  const first = values.find((value) => value !== null);
  const type = typeof first === 'number' ? 'number' : typeof first === 'boolean' ? 'boolean' : 'string';
  return { name, type, get: (row) => values[row] ?? null };
}

/** The attribute of other rows: row i is the row `rows[i]` of the given one. */
export function takeAttribute(attribute: Attribute, rows: ArrayLike<number>): Attribute {
  return { ...attribute, get: (row) => (row < rows.length ? attribute.get(rows[row] as number) : null) };
}
