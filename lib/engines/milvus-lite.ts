import { z } from 'zod';
import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Engine } from './engine';
import { bufferCheck, unbuiltIndexCheck } from './milvus-lite/checks';
import { packages } from './milvus-lite/packages';
import { liteRecipe } from './milvus-lite/recipe';
import { requestBytes } from './milvus-lite/request-bytes';
import { attachServer } from './server/attach-server';
import { findServer, probeOf } from './server/find-server';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  maxBatchBytes: requestBytes,
  searchParams: 'configure',
  duplicateIds: 'replaces',
  batchedSearch: true,
};

const recipe = liteRecipe(packages);

/**
 * Milvus Lite's server, asked through Milvus's own npm client. It is not Milvus: it speaks Milvus's protocol, and is a program
 * in Python over FAISS for notebooks and small data (https://milvus.io/docs/milvus_lite.md). Its numbers say nothing of a
 * Milvus in production. What it acknowledged outlives its process, and only after a flush a power cut.
 */
export const engine: Engine = {
  name: 'milvus-lite',
  title: 'Milvus Lite',
  kind: 'server',
  mark: { colour: '#E69F00', symbol: 'star' },
  capabilities,
  common: { m: 'M', efConstruction: 'efConstruction', ef: 'ef' },
  buildOptions: zodOptions({
    index_type: z
      .enum(['HNSW', 'IVF_FLAT', 'FLAT'])
      .default('HNSW')
      .describe('a graph, partitions, or none: FLAT looks at every vector'),
    M: z.int().min(2).max(1000).default(16).describe('HNSW: links of a vector in each layer'),
    efConstruction: z
      .int()
      .min(1)
      .max(10_000)
      .default(200)
      .describe('HNSW: candidates kept while a vector is inserted'),
    nlist: z.int().min(1).max(65_536).default(128).describe('IVF_FLAT: partitions'),
  }),
  searchOptions: zodOptions({
    ef: z.int().min(1).max(100_000).default(64).describe('HNSW: candidates kept while searching'),
    nprobe: z.int().min(1).max(65_536).default(10).describe('IVF_FLAT: partitions that are searched'),
  }),
  testedAgainst: 'engine',
  server: recipe,
  installation: packages,
  checks: [bufferCheck, unbuiltIndexCheck],

  probe: async (context) => probeOf(await findServer('milvus-lite', recipe, context)),

  async connect(context) {
    const attached = await attachServer('milvus-lite', recipe, context);
    const { connectLite } = await import('./milvus-lite/connection.js');
    return connectLite(attached, context, capabilities);
  },
};
