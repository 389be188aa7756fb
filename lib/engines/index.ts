// Written by generate-index.mjs; do not edit.
import { engine as chroma } from './chroma';
import { engine as exact } from './exact';
import { engine as hnswlib } from './hnswlib';
import { engine as lancedb } from './lancedb';
import { engine as milvusLite } from './milvus-lite';
import { engine as pgvector } from './pgvector';
import { engine as pinecone } from './pinecone';
import { engine as qdrant } from './qdrant';
import { engine as qdrantEdge } from './qdrant-edge';
import { engine as sqliteVec } from './sqlite-vec';
import { engine as usearch } from './usearch';
import { engine as vexfs } from './vexfs';
import { engine as vexfsFuse } from './vexfs-fuse';
import { engine as vexfsKernel } from './vexfs-kernel';
import { engine as weaviate } from './weaviate';
import type { Engine } from './engine';

/** Every engine that the lab knows, by file name. */
export const engines: readonly Engine[] = [
  chroma,
  exact,
  hnswlib,
  lancedb,
  milvusLite,
  pgvector,
  pinecone,
  qdrant,
  qdrantEdge,
  sqliteVec,
  usearch,
  vexfs,
  vexfsFuse,
  vexfsKernel,
  weaviate,
];
