import { DataType, type FieldType } from '@zilliz/milvus2-sdk-node';
import { LabError } from '../../base/lab-error';
import type { AttributeValue } from '../../datasets/dataset';
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
export function valuesOf(
  row: Readonly<Record<string, AttributeValue>> = {},
  attributes: Attributes,
): Record<string, AttributeValue> {
  const stranger = Object.keys(row).find((name) => !Object.hasOwn(attributes, name));
  if (stranger !== undefined) throw unknown(stranger, attributes, 'bad-attribute');
  return Object.fromEntries(Object.keys(attributes).map((name, i) => [`a${i}`, row[name] ?? null]));
}

/** A filter in Milvus's expressions (https://milvus.io/docs/boolean.md). */
export function expressionOf({ attribute, equals }: Filter, attributes: Attributes): string {
  const at = Object.keys(attributes).indexOf(attribute);
  if (at < 0) throw unknown(attribute, attributes, 'bad-filter');
  return equals === null ? `a${at} is null` : `a${at} == ${literal(equals)}`;
}

const escapes: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r' };

/** Quotes, backslashes and ends of lines need a backslash; it knows no other escapes. */
const literal = (value: string | number | boolean): string =>
  typeof value === 'string'
    ? `"${value.replace(/["\\\n\r]/g, (character) => escapes[character] ?? `\\${character}`)}"`
    : String(value);

function unknown(name: string, attributes: Attributes, code: string): LabError {
  const what = `there is no attribute ${name}; there are ${Object.keys(attributes).join(', ') || 'none'}`;
  return new LabError({ code, where: 'milvus-lite', what });
}
