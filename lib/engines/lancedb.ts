import { z } from 'zod';
import { inProcessEngine } from './adapter/in-process-engine';
import { packageVersion } from './adapter/package-version';
import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Engine } from './engine';
import { refinedCheck } from './lancedb/refined-check';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'configure',
  duplicateIds: 'keeps-both',
  batchedSearch: true,
};

/**
 * LanceDB in this process, over files in a folder. Its index with a graph stores each component in a byte, so that its recall
 * ends below 1 whatever `ef` is, unless `refine_factor` reads the vectors themselves (https://docs.lancedb.com/indexing). What
 * it acknowledged outlives its process; it never asks the system to bring it to the disk (version 0.37.1 calls no fsync).
 */
export const engine: Engine = {
  name: 'lancedb',
  title: 'LanceDB',
  kind: 'embedded',
  mark: { colour: '#009E73', symbol: 'bowtie' },
  capabilities,
  common: { m: 'm', efConstruction: 'ef_construction', ef: 'ef' },
  buildOptions: zodOptions({
    index: z
      .enum(['hnswSq', 'hnswPq', 'ivfFlat', 'ivfPq', 'none'])
      .default('hnswSq')
      .describe('hnsw… a graph over quantised vectors, ivf… partitions, none looks at every vector'),
    m: z.int().min(2).max(1000).default(20).describe('links of a vector in each layer of a graph'),
    ef_construction: z.int().min(1).max(10_000).default(300).describe('candidates kept while a graph is built'),
    num_partitions: z.int().min(0).max(1_000_000).default(0).describe('parts of the index; 0 leaves it to LanceDB'),
    num_sub_vectors: z
      .int()
      .min(0)
      .max(65_536)
      .default(0)
      .describe('parts that a vector is quantised in by …Pq; 0 leaves it to LanceDB'),
  }),
  searchOptions: zodOptions({
    ef: z.int().min(1).max(100_000).default(64).describe('candidates kept in a graph; LanceDB refuses less than k'),
    nprobes: z.int().min(1).max(1_000_000).default(20).describe('partitions that are searched'),
    refine_factor: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe('the nearest k times this are ordered again by their true vectors; 0 does not'),
  }),
  testedAgainst: 'engine',
  keepsLess: ({ index }) => index === 'hnswSq' || index === 'hnswPq' || index === 'ivfPq',
  checks: [refinedCheck],

  ...inProcessEngine({
    name: 'lancedb',
    what: 'the npm package @lancedb/lancedb',
    async load() {
      // Asked not to, it does not write to the terminal whenever an index takes up new rows or a partition stays empty.
      process.env.LANCE_INCLUDE_VECTOR_CENTROIDS ??= 'false';
      process.env.LANCEDB_LOG ??= 'error';
      await import('@lancedb/lancedb');
      return packageVersion('@lancedb/lancedb');
    },
    remedy: 'npm install (it has parts for Linux, macOS on Apple silicon and Windows)',
    async connect(context, clientVersion) {
      const { connectLancedb } = await import('./lancedb/connection.js');
      return connectLancedb(context, { clientVersion, capabilities });
    },
  }),
};
