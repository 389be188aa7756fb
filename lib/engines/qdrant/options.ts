import { z } from 'zod';
import { zodOptions } from '../adapter/zod-options';

/**
 * Index parameters of Qdrant's engine. Both thresholds are as low as it allows, where its own defaults are 10,000: below them
 * it searches without its index, and a benchmark of fewer than 10 MB of vectors would measure a scan.
 */
export const buildOptions = zodOptions({
  m: z.int().min(2).max(1000).default(16).describe('links of a vector in each layer (twice as many in the lowest)'),
  ef_construct: z.int().min(4).max(10_000).default(100).describe('candidates kept while a vector is inserted'),
  indexing_threshold: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .default(1)
    .describe('kB of vectors from which on a segment gets an index (its own default: 10,000)'),
  full_scan_threshold: z
    .int()
    .min(10)
    .max(1_000_000_000)
    .default(10)
    .describe('kB of vectors in a segment, or passing the filter, below which its index is not used (10,000)'),
  default_segment_number: z
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe('segments that it tries to keep, each with an index of its own; 0: by the number of CPUs'),
});

/** Search parameters; they go with each query. */
export const searchOptions = zodOptions({
  hnsw_ef: z.int().min(1).max(100_000).default(100).describe('candidates kept while searching; k where k is more'),
  exact: z.boolean().default(false).describe('search without the index, by a scan'),
});
