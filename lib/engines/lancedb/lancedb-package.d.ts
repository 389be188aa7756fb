/**
 * What the lab uses of the package, which is optional: its own types are not there where it could not be installed, and the
 * lab compiles all the same.
 */
declare module '@lancedb/lancedb' {
  import type { Schema, Table as ArrowTable } from 'apache-arrow';

  export type DistanceType = 'l2' | 'cosine' | 'dot';

  export class Index {
    static hnswSq(options: IndexOptions): Index;
    static hnswPq(options: IndexOptions): Index;
    static ivfFlat(options: IndexOptions): Index;
    static ivfPq(options: IndexOptions): Index;
  }

  export interface IndexOptions {
    distanceType: DistanceType;
    numPartitions?: number;
    numSubVectors?: number;
    m?: number;
    efConstruction?: number;
  }

  export interface IndexConfig {
    name: string;
    indexType: string;
    numUnindexedRows?: number;
    numSegments?: number;
    indexDetails?: {
      hnsw?: { max_connections: number; construction_ef: number };
      compression?: { type: string; num_bits: number; num_sub_vectors?: number };
    };
  }

  export interface VectorQuery {
    column(name: string): VectorQuery;
    distanceType(type: DistanceType): VectorQuery;
    select(columns: string[]): VectorQuery;
    limit(rows: number): VectorQuery;
    ef(ef: number): VectorQuery;
    nprobes(nprobes: number): VectorQuery;
    refineFactor(factor: number): VectorQuery;
    /** A further query of the same request: each answer names its query by `query_index`. */
    addQueryVector(vector: Float32Array): VectorQuery;
    where(predicate: string): VectorQuery;
    toArrow(): Promise<ArrowTable>;
    explainPlan(verbose: boolean): Promise<string>;
  }

  export interface Query {
    nearestTo(vector: Float32Array): VectorQuery;
    select(columns: string[]): { toArrow(): Promise<ArrowTable> };
  }

  export interface Table {
    add(rows: ArrowTable): Promise<unknown>;
    delete(predicate: string): Promise<unknown>;
    countRows(): Promise<number>;
    query(): Query;
    createIndex(column: string, options: { config: Index; name: string }): Promise<void>;
    listIndices(): Promise<IndexConfig[]>;
    optimize(options: { cleanupOlderThan: Date }): Promise<unknown>;
    close(): void;
  }

  export interface Connection {
    createEmptyTable(name: string, schema: Schema): Promise<Table>;
    openTable(name: string): Promise<Table>;
    dropTable(name: string): Promise<void>;
    close(): void;
  }

  export function connect(folder: string): Promise<Connection>;
}
