import { z } from 'zod';
import { inProcessEngine } from './adapter/in-process-engine';
import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Engine } from './engine';
import { simdCheck } from './sqlite-vec/simd-check';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'none',
  duplicateIds: 'rejects',
  batchedSearch: 'its MATCH takes one query vector',
};

/**
 * sqlite-vec's vec0 table in a file of SQLite, in worker threads of this process: it looks at every vector, so its recall is 1,
 * and it takes no k over 4096 (https://alexgarcia.xyz/sqlite-vec/features/knn.html).
 */
export const engine: Engine = {
  name: 'sqlite-vec',
  title: 'sqlite-vec',
  kind: 'embedded',
  mark: { colour: '#000000', symbol: 'x' },
  capabilities,
  common: {},
  buildOptions: zodOptions({
    chunk_size: z
      .int()
      .min(8)
      .max(4096)
      .multipleOf(8)
      .default(1024)
      .describe('vectors that lie together in the file and are read at once'),
    cache_size: z
      .int()
      .min(0)
      .max(16_000_000)
      .default(16_000)
      .describe('KiB of the file that each thread keeps in memory; the rest comes from the system'),
    workers: z
      .int()
      .min(1)
      .max(64)
      .default(1)
      .describe('threads that answer searches, each with a connection of its own; the first one also writes'),
  }),
  searchOptions: zodOptions({}),
  testedAgainst: 'engine',
  checks: [simdCheck],

  ...inProcessEngine({
    name: 'sqlite-vec',
    what: 'better-sqlite3 with sqlite-vec (npm packages)',
    // Both are optional; their native parts are seen when they are used.
    load: async () => (await import('./sqlite-vec/database.js')).versions(),
    remedy: 'npm install, or npm rebuild better-sqlite3',
    async connect(context) {
      const { connectSqliteVec } = await import('./sqlite-vec/connection.js');
      return connectSqliteVec(context, capabilities);
    },
  }),
};
