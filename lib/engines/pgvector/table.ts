import { randomBytes } from 'node:crypto';
import { escapeIdentifier, type QueryArrayConfig } from 'pg';
import { toSql } from 'pgvector/pg';
import type { Metric } from '../../datasets/dataset';
import { placeOfAttribute } from '../adapter/declared-attributes';
import type { AttributeKind, CollectionSpec, Filter } from '../engine';

/** Operator and operator class of each metric. `<->` is the distance, not its square; `<#>` the negative inner product. */
const operators: { readonly [metric in Metric]: readonly [string, string] } = {
  l2: ['<->', 'vector_l2_ops'],
  ip: ['<#>', 'vector_ip_ops'],
  cosine: ['<=>', 'vector_cosine_ops'],
};

const types: { readonly [kind in AttributeKind]: string } = {
  text: 'text',
  number: 'double precision',
  boolean: 'boolean',
};

/** The SQL of one collection: a table with a column for the id, the vector and each attribute. */
export interface Table {
  readonly name: string;
  readonly indexName: string;
  readonly attributes: readonly (readonly [string, AttributeKind])[];
  readonly create: readonly string[];
  readonly createIndex: string;
  readonly copy: string;
  search(vector: Float32Array, k: number, filter?: Filter): QueryArrayConfig;
  /** Rows of place among the vectors, id and distance. */
  searchBatch(vectors: readonly Float32Array[], k: number, filter?: Filter): QueryArrayConfig;
}

/** A table of that name; of one that nobody else has where none is given. */
export function tableOf(spec: CollectionSpec, name = uniqueName(spec.name)): Table {
  const { dim, metric, build } = spec;
  const [operator, operatorClass] = operators[metric];
  const indexName = `${name}_v`;
  // Not by their own names, which may be any and of any length.
  const attributes = Object.entries(spec.attributes ?? {});
  const columns = attributes.map(([, kind], at) => `, a${at} ${types[kind]}`).join('');
  const table = escapeIdentifier(name);
  const withOptions =
    build.index === 'hnsw' ? `m = ${build.m}, ef_construction = ${build.ef_construction}` : `lists = ${build.lists}`;
  return {
    name,
    indexName,
    attributes,
    create: [
      `CREATE TABLE ${table} (id bigint PRIMARY KEY, v vector(${dim}) NOT NULL${columns})`,
      ...(build.attribute_index === 'btree' ? attributes.map((_, at) => `CREATE INDEX ON ${table} (a${at})`) : []),
    ],
    createIndex: `CREATE INDEX ${escapeIdentifier(indexName)} ON ${table} USING ${build.index} (v ${operatorClass}) WITH (${withOptions})`,
    copy: `COPY ${table} FROM STDIN (FORMAT binary)`,
    search(vector, k, filter) {
      const where = filter ? whereOf(filter, attributes) : '';
      return {
        // Prepared once in each connection. k stands in the text, because a plan for any k would be another one.
        name: `search ${k}${where}`,
        text: `SELECT id, v ${operator} $1 FROM ${table}${where} ORDER BY v ${operator} $1 LIMIT ${k}`,
        values: [toSql(Array.from(vector)), ...valuesOf(filter)],
        rowMode: 'array',
      };
    },
    searchBatch(vectors, k, filter) {
      const where = filter ? whereOf(filter, attributes) : '';
      const nearest = `SELECT id, v ${operator} q AS d FROM ${table}${where} ORDER BY v ${operator} q LIMIT ${k}`;
      return {
        name: `search batch ${k}${where}`,
        // One statement, in which PostgreSQL asks the index for each vector: it has no other way of several at once.
        text: `SELECT n, id, d FROM unnest($1::vector[]) WITH ORDINALITY AS asked (q, n) CROSS JOIN LATERAL (${nearest}) AS f ORDER BY n, d`,
        values: [vectors.map((vector): unknown => toSql(Array.from(vector))), ...valuesOf(filter)],
        rowMode: 'array',
      };
    },
  };
}

const valuesOf = (filter: Filter | undefined): (string | number | boolean)[] =>
  filter && filter.equals !== null ? [filter.equals] : [];

const uniqueName = (name: string): string =>
  `vexlab_${name.replace(/[^a-zA-Z0-9]/g, '_').slice(0, 40)}_${randomBytes(4).toString('hex')}`;

function whereOf(filter: Filter, attributes: Table['attributes']): string {
  const names = attributes.map(([name]) => name);
  const column = `a${placeOfAttribute(filter, names, 'pgvector')}`;
  return filter.equals === null ? ` WHERE ${column} IS NULL` : ` WHERE ${column} = $2`;
}
