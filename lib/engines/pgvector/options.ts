import { z } from 'zod';
import { zodOptions } from '../adapter/zod-options';
import type { CollectionSpec, Params } from '../engine';
import { memoryBytes } from '../process/memory';
import type { Settings } from './sessions';

const megabyte = 2 ** 20;

/** @see https://github.com/pgvector/pgvector#hnsw */
export const buildOptions = zodOptions({
  index: z.enum(['hnsw', 'ivfflat', 'none']).default('hnsw').describe('none: every vector is looked at'),
  m: z.int().min(2).max(100).default(16).describe('links of a vector in each layer (hnsw)'),
  ef_construction: z
    .int()
    .min(4)
    .max(1000)
    .default(64)
    .describe('candidates kept while a vector is inserted (hnsw); at least twice m'),
  lists: z.int().min(1).max(32_768).default(100).describe('lists that the vectors are sorted into (ivfflat)'),
  build: z
    .enum(['after-load', 'before-load'])
    .default('after-load')
    .describe(
      'when the index is made: after the load, and its time is in the time to readiness, or vector by vector in it',
    ),
  maintenance_work_mem: z
    .string()
    .regex(/^\d+(kB|MB|GB)$/, 'not a size like 64MB')
    .optional()
    .describe('memory for making the index; unset: what the graph needs, at least 64MB, the default of PostgreSQL'),
  max_parallel_maintenance_workers: z
    .int()
    .min(0)
    .max(1024)
    .default(2)
    .describe('processes that help to make the index'),
  attribute_index: z
    .enum(['none', 'btree'])
    .default('none')
    .describe('an index on each attribute, by which a filter may be answered exactly'),
});

/** @see https://github.com/pgvector/pgvector#query-options */
export const searchOptions = zodOptions({
  ef_search: z.int().min(1).max(1000).default(40).describe('candidates kept while searching (hnsw)'),
  probes: z.int().min(1).max(32_768).default(1).describe('lists that are searched (ivfflat)'),
  iterative_scan: z
    .enum(['off', 'relaxed_order', 'strict_order'])
    .default('off')
    .describe('whether a search goes on where the filter left fewer than k (ivfflat: off or relaxed_order)'),
  max_scan_tuples: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(20_000)
    .describe('rows at which such a search ends (hnsw)'),
  enable_seqscan: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      "off: the index is read wherever it can be, so that it is the index that is measured; on, PostgreSQL's default: it reads the table where it reckons that cheaper, e.g. at a high ef_search on few rows",
    ),
});

/** The search options as settings of a session; those of another kind of index are left out. */
export function sessionSettings({ index }: Params, search: Params): Settings {
  const names = {
    hnsw: ['ef_search', 'iterative_scan', 'max_scan_tuples'],
    ivfflat: ['probes', 'iterative_scan'],
    none: [],
  }[index as 'hnsw' | 'ivfflat' | 'none'];
  const own = names.map((name): [string, Params[string]] => [`${index}.${name}`, search[name] as Params[string]]);
  return Object.fromEntries([...own, ['enable_seqscan', search.enable_seqscan as string]]);
}

/**
 * Memory for making the index. A graph that does not fit is finished on the disk, many times slower. A vector takes in it
 * about its own bytes, twice m links of 24 bytes and 256 bytes beside. Never more than half of what there is.
 * @see https://github.com/pgvector/pgvector#index-build-time
 */
export function maintenanceMemory({
  build,
  dim,
  capacity,
}: Pick<CollectionSpec, 'build' | 'dim' | 'capacity'>): string {
  if (build.maintenance_work_mem !== undefined) return String(build.maintenance_work_mem);
  const needed = capacity * (4 * dim + 2 * (build.m as number) * 24 + 256);
  return `${Math.max(64, Math.ceil(Math.min(needed, memoryBytes() / 2) / megabyte))}MB`;
}
