import { LabError } from '../../base/lab-error';
import type { AttributeValue } from '../../datasets/dataset';
import { placeOfAttribute } from '../adapter/declared-attributes';
import type { AttributeKind, CollectionSpec, Filter } from '../engine';

/** vec0 takes 16 metadata columns. */
const mostAttributes = 8;
const types: Record<AttributeKind, { column: string; whereNull: string | number | bigint }> = {
  text: { column: 'text', whereNull: '' },
  number: { column: 'float', whereNull: 0 },
  boolean: { column: 'boolean', whereNull: 0n },
};

export type Bound = string | number | bigint | Buffer;

/** How the attributes of a collection are stored and asked for. */
export interface Columns {
  /** For `create virtual table`, each after a comma. */
  readonly definitions: string;
  /** For `insert`, each after a comma; as many values as {@link values} gives. */
  readonly names: readonly string[];
  values(row: Readonly<Record<string, AttributeValue>> | undefined): Bound[];
  /** A condition that stands after others, and its values. */
  where(filter: Filter | undefined): { condition: string; bound: Bound[] };
}

/**
 * Metadata columns, by number, since vec0 takes no quoted names. They hold no null (sqlite-vec 0.1.9), so each has a boolean
 * beside it that says whether there is a value.
 */
export function columnsOf({ attributes = {} }: Pick<CollectionSpec, 'attributes'>): Columns {
  const known = Object.entries(attributes);
  if (known.length > mostAttributes) {
    const what = `${known.length} attributes (${known.map(([name]) => name).join(', ')}), it can hold ${mostAttributes}`;
    throw new LabError({ code: 'not-supported', where: 'sqlite-vec', what, remedy: 'leave some out' });
  }
  return {
    definitions: known.map(([, kind], i) => `, a${i} ${types[kind].column}, a${i}_there boolean`).join(''),
    names: known.flatMap((_, i) => [`a${i}`, `a${i}_there`]),

    values(row = {}) {
      return known.flatMap(([name, kind]) => {
        const value = row[name] ?? null;
        return value === null ? [types[kind].whereNull, 0n] : [bound(value), 1n];
      });
    },

    where(filter) {
      if (filter === undefined) return { condition: '', bound: [] };
      const at = placeOfAttribute(filter, Object.keys(attributes), 'sqlite-vec');
      if (filter.equals === null) return { condition: ` and a${at}_there = 0`, bound: [] };
      return { condition: ` and a${at} = ? and a${at}_there = 1`, bound: [bound(filter.equals)] };
    },
  };
}

/** A number is bound as a float, a bigint as an integer, which vec0 asks for in a boolean column. */
const bound = (value: string | number | boolean): Bound => (typeof value === 'boolean' ? BigInt(value) : value);
