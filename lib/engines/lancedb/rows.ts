import {
  Bool,
  type DataType,
  Field,
  FixedSizeList,
  Float32,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Uint32,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { dimensionOf } from '../adapter/check-vectors';
import { placeOfAttribute } from '../adapter/declared-attributes';
import type { AttributeKind, Batch, CollectionSpec, Filter } from '../engine';

const types: Record<AttributeKind, () => DataType> = {
  text: () => new Utf8(),
  number: () => new Float64(),
  boolean: () => new Bool(),
};

type Attributes = NonNullable<CollectionSpec['attributes']>;

/** Columns `id`, `vector` and, by number since their names may be anything, the attributes `a0`, `a1`, …. */
export function schemaOf(dim: number, attributes: Attributes): Schema {
  const vector = new FixedSizeList(dim, new Field('item', new Float32(), true));
  return new Schema([
    new Field('id', new Uint32(), false),
    new Field('vector', vector, false),
    ...Object.values(attributes).map((kind, i) => new Field(`a${i}`, types[kind](), true)),
  ]);
}

/** A batch as LanceDB takes it. A bad one of an unchecked collection keeps its own dimension. */
export function rowsOf(batch: Batch, attributes: Attributes): Table {
  const { ids, vectors } = batch;
  const schema = schemaOf(dimensionOf(batch), attributes);
  const [id, vector] = schema.fields as [Field<Uint32>, Field<FixedSizeList<Float32>>];
  const names = Object.keys(attributes);
  const columns = names.map((name, i) => {
    const values = Array.from(ids, (_, row) => batch.attributes?.[row]?.[name] ?? null);
    const [data] = vectorFromArray(values, schema.fields[i + 2]?.type as DataType).data;
    return data as NonNullable<typeof data>;
  });
  const component = makeData({ type: new Float32(), data: vectors });
  const children = [
    makeData({ type: id.type, data: ids }),
    makeData({ type: vector.type, length: ids.length, nullCount: 0, child: component }),
    ...columns,
  ];
  const data = makeData({ type: new Struct(schema.fields), length: ids.length, nullCount: 0, children });
  return new Table([new RecordBatch(schema, data)]);
}

/** A filter in LanceDB's SQL. */
export function whereOf(filter: Filter, attributes: Attributes): string {
  const at = placeOfAttribute(filter, Object.keys(attributes), 'lancedb');
  const { equals } = filter;
  return equals === null ? `a${at} IS NULL` : `a${at} = ${literal(equals)}`;
}

/** Of standard SQL: a quote within a text is written twice, and a backslash means itself. */
function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
