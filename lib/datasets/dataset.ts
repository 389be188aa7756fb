/** How near is measured. `l2`: Euclidean distance; `cosine`: 1 − cosine; `ip`: −(inner product). Smaller is nearer. */
export type Metric = 'l2' | 'cosine' | 'ip';

/** How the components are stored. `float16` is kept as its 16 bits (IEEE 754 binary16) in a Uint16Array. */
export type ScalarType = 'float32' | 'uint8' | 'float16';

/**
 * n × dim vectors, row-major in one typed array (row i starts at i × dim).
 * The readers put the array over a SharedArrayBuffer, so that worker threads see it without a copy.
 */
export interface Vectors {
  readonly n: number;
  readonly dim: number;
  readonly type: ScalarType;
  readonly data: Float32Array | Uint8Array | Uint16Array;
}

export type AttributeValue = string | number | boolean | null;

/** One attribute column of the base rows, read lazily from its Arrow column. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
  get(row: number): AttributeValue;
}

/**
 * The k nearest base rows of each of nq queries, nearest first; ties by smaller row.
 * `rows[q × k + j]` is a position in the base (not an id); `distances` as {@link Metric} defines them.
 */
export interface Neighbours {
  readonly nq: number;
  readonly k: number;
  readonly rows: Uint32Array;
  readonly distances: Float64Array;
}

/** Vectors to index, queries to ask, and what is known about them. */
export interface Dataset {
  /** Name in the catalogue, or the file's name. */
  readonly name: string;
  readonly metric: Metric;
  readonly base: Vectors;
  readonly queries: Vectors;
  /** The dataset's own id of each base row, unique. */
  readonly ids: Uint32Array;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Exact neighbours that came with the file, if any. */
  readonly truth?: Neighbours;
  /** True for generated data; every view says so. */
  readonly synthetic: boolean;
  /** sha256 (hex) of metric, shapes, storage types, ids, base and queries: the content, not the file. */
  readonly digest: string;
  readonly provenance: { readonly source: string; readonly licence: string; readonly path?: string };
}
