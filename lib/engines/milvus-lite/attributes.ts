import { DataType, type FieldType } from '@zilliz/milvus2-sdk-node';
import type { AttributeValue } from '../../datasets/dataset';
import { placeOfAttribute } from '../adapter/declared-attributes';
import type { AttributeKind, CollectionSpec, Filter } from '../engine';

type Attributes = NonNullable<CollectionSpec['attributes']>;

const types: Record<AttributeKind, Omit<FieldType, 'name'>> = {
  // The most that Milvus takes, bytes of UTF-8.
  text: { data_type: DataType.VarChar, max_length: 65_535 },
  number: { data_type: DataType.Double },
  boolean: { data_type: DataType.Bool },
};

/** Fields `a0`, `a1`, …: attributes may have any name, Milvus's fields may not. */
export const fieldsOf = (attributes: Attributes): FieldType[] =>
  Object.values(attributes).map((kind, i) => ({ name: `a${i}`, nullable: true, ...types[kind] }));

/** The attributes of one row as its fields. */
export const valuesOf = (
  row: Readonly<Record<string, AttributeValue>> = {},
  attributes: Attributes,
): Record<string, AttributeValue> =>
  Object.fromEntries(Object.keys(attributes).map((name, i) => [`a${i}`, row[name] ?? null]));

/** A filter in Milvus's expressions (https://milvus.io/docs/boolean.md). */
export function expressionOf(filter: Filter, attributes: Attributes): string {
  const at = placeOfAttribute(filter, Object.keys(attributes), 'milvus-lite');
  const { equals } = filter;
  return equals === null ? `a${at} is null` : `a${at} == ${literal(equals)}`;
}

const escapes: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r' };

/** Quotes, backslashes and ends of lines need a backslash; it knows no other escapes. */
const literal = (value: string | number | boolean): string =>
  typeof value === 'string'
    ? `"${value.replace(/["\\\n\r]/g, (character) => escapes[character] ?? `\\${character}`)}"`
    : String(value);
