import type { Field, Shape } from './flatbuffer-verifier';

// The tables of Arrow's metadata that a reader follows: https://github.com/apache/arrow/tree/main/format
// (Message.fbs, Schema.fbs, File.fbs), fields in the order of their numbers.

const scalar = (bytes: number): Field => ({ kind: 'scalar', bytes });
const text: Field = { kind: 'string' };
const vector = (bytes: number): Field => ({ kind: 'vector', bytes });

const keyValue: Shape = [text, text];
const metadata: Field = { kind: 'tables', shape: () => keyValue };
const intType: Shape = [scalar(4), scalar(1)];
const dictionaryEncoding: Shape = [scalar(8), { kind: 'table', shape: () => intType }, scalar(1), scalar(2)];

/** Of the types only Timestamp (10) and Union (14) refer to more than scalars. */
const typeShapes: { readonly [tag: number]: Shape } = { 2: intType, 10: [scalar(2), text], 14: [scalar(2), vector(4)] };

const field: Shape = [
  text,
  scalar(1),
  scalar(1),
  { kind: 'union', shapes: (tag) => typeShapes[tag] ?? [] },
  { kind: 'table', shape: () => dictionaryEncoding },
  { kind: 'tables', shape: () => field },
  metadata,
];

const schema: Shape = [scalar(2), { kind: 'tables', shape: () => field }, metadata, vector(8)];
const recordBatch: Shape = [
  scalar(8),
  vector(16),
  vector(16),
  { kind: 'table', shape: () => [scalar(1), scalar(1)] },
  vector(8),
];
const dictionaryBatch: Shape = [scalar(8), { kind: 'table', shape: () => recordBatch }, scalar(1)];

/** Tags of a message's header. */
export const header = { schema: 1, dictionaryBatch: 2, recordBatch: 3 } as const;

const headers: { readonly [tag: number]: Shape } = {
  [header.schema]: schema,
  [header.dictionaryBatch]: dictionaryBatch,
  [header.recordBatch]: recordBatch,
};

/** version, header type, header, body length, metadata */
export const message: Shape = [
  scalar(2),
  scalar(1),
  { kind: 'union', shapes: (tag) => headers[tag] ?? [] },
  scalar(8),
  metadata,
];

/** version, schema, dictionaries, record batches (24 bytes each), metadata */
export const footer: Shape = [scalar(2), { kind: 'table', shape: () => schema }, vector(24), vector(24), metadata];
