import { z } from 'zod';
import { zodOptions } from '../adapter/zod-options';

/** @see https://docs.weaviate.io/weaviate/config-refs/indexing/vector-index#hnsw-indexes */
export const buildOptions = zodOptions({
  maxConnections: z
    .int()
    .min(4)
    .max(2047)
    .default(32)
    .describe('links of a vector in each layer but the lowest, which has twice as many'),
  efConstruction: z.int().min(4).max(10_000).default(128).describe('candidates kept while a vector is inserted'),
  flatSearchCutoff: z
    .int()
    .min(0)
    .default(40_000)
    .describe('a filter that fewer vectors pass is answered by looking at each of them'),
  filterStrategy: z.enum(['acorn', 'sweeping']).default('acorn').describe('how the graph is searched under a filter'),
  vectorCacheMaxObjects: z.int().min(1).default(1e12).describe('vectors kept in memory'),
});

export const searchOptions = zodOptions({
  ef: z
    .int()
    .min(-1)
    .max(100_000)
    .refine((ef) => ef !== 0, 'neither -1 nor 1 or more')
    .default(-1)
    .describe('candidates kept while searching; -1: Weaviate takes 8 times k, at least 100 and at most 500'),
});
