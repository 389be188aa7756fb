import type { Data } from 'apache-arrow';
import {
  Bool,
  Dictionary,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int32,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Uint8,
  Uint32,
  Utf8,
  makeData,
  tableToIPC,
  vectorFromArray,
  type DataType,
} from 'apache-arrow';
import { writeFile } from 'node:fs/promises';
import type { Attribute, Metric, Vectors } from './dataset';

/** What goes into an Arrow file by the lab's contract. */
export interface ArrowParts {
  readonly vectors: Vectors;
  /** One distinct id a row. */
  readonly ids: Uint32Array;
  readonly metric: Metric;
  readonly attributes?: Iterable<Attribute>;
}

/**
 * Writes an Arrow IPC file of one record batch: `id`, the attributes, `embedding`. The same parts give the same bytes.
 * Text columns with few distinct values (at most n / 10) are dictionary-encoded.
 */
export async function writeArrow(file: string, { vectors, ids, metric, attributes = [] }: ArrowParts): Promise<void> {
  const columns: [string, Data][] = [['id', makeData({ type: new Uint32(), data: ids })]];
  for (const attribute of attributes)
    columns.push([attribute.name, attributeData(attribute, vectors.n, columns.length)]);
  columns.push(['embedding', embeddingData(vectors)]);
  const fields = columns.map(([name, data]) => new Field(name, data.type, data.nullCount > 0));
  const schema = new Schema(fields, new Map([['metric', metric]]));
  const batch = makeData({ type: new Struct(fields), length: vectors.n, children: columns.map(([, data]) => data) });
  await writeFile(file, tableToIPC(new Table(schema, new RecordBatch(schema, batch)), 'file'));
}

function embeddingData({ n, dim, type, data }: Vectors): Data {
  const component = { float32: () => new Float32(), uint8: () => new Uint8(), float16: () => new Float16() }[type]();
  const child = makeData({ type: component as Float32, data: data as Float32Array, nullCount: 0 });
  const list = new FixedSizeList(dim, new Field('item', component as Float32, false));
  return makeData({ type: list, length: n, nullCount: 0, child });
}

function attributeData(attribute: Attribute, n: number, position: number): Data {
  const values = Array.from({ length: n }, (_, row) => attribute.get(row));
  const vector = vectorFromArray(values, attributeType(attribute, values, position));
  return vector.data[0] as Data;
}

function attributeType({ type }: Attribute, values: readonly unknown[], position: number): DataType {
  if (type === 'boolean') return new Bool();
  if (type === 'number') return values.every((value) => value === null || isInt32(value)) ? new Int32() : new Float64();
  // The position names the dictionary: the library's own count would depend on what was written before.
  const few = new Set(values).size <= values.length / 10;
  return few ? new Dictionary(new Utf8(), new Int32(), position) : new Utf8();
}

const isInt32 = (value: unknown): boolean => (value as number) === ((value as number) | 0);
