import { z } from 'zod';
import { inProcessConnection } from './adapter/in-process-connection';
import { inProcessEngine } from './adapter/in-process-engine';
import { packageVersion } from './adapter/package-version';
import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Engine } from './engine';
import { makeDataFolder } from './process/data-folder';
import { openUsearch } from './usearch/collection';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: false,
  remove: true,
  durable: false,
  searchParams: 'configure',
  duplicateIds: 'rejects',
  batchedSearch: true,
};

/** USearch's HNSW index in this process, in worker threads (https://unum-cloud.github.io/USearch/javascript/). */
export const engine: Engine = {
  name: 'usearch',
  title: 'USearch',
  kind: 'embedded',
  mark: { colour: '#56B4E9', symbol: 'diamond-tall' },
  capabilities,
  common: { m: 'connectivity', efConstruction: 'expansion_add', ef: 'expansion_search' },
  buildOptions: zodOptions({
    connectivity: z
      .int()
      .min(2)
      .max(1000)
      .default(16)
      .describe('links of a vector in each layer (twice as many in the lowest)'),
    expansion_add: z.int().min(1).max(10_000).default(128).describe('candidates kept while a vector is inserted'),
    quantization: z
      .enum(['f32', 'bf16', 'f16', 'i8'])
      .default('f32')
      .describe('what a component is stored as; each but f32 loses recall that no expansion_search brings back'),
    add_threads: z
      .int()
      .min(1)
      .max(64)
      .default(1)
      .describe('threads that insert; with more than one no two indexes are alike'),
    workers: z
      .int()
      .min(1)
      .max(64)
      .default(1)
      .describe('threads that answer searches; each beyond the first holds a copy of the whole index'),
  }),
  searchOptions: zodOptions({
    expansion_search: z
      .int()
      .min(1)
      .max(100_000)
      .default(64)
      .describe('candidates kept while searching; k where k is more'),
  }),
  testedAgainst: 'engine',

  ...inProcessEngine({
    name: 'usearch',
    what: 'the npm package usearch',
    async load() {
      await import('./usearch/package.js');
      return packageVersion('usearch');
    },
    remedy: 'npm install, or npm rebuild usearch',
    connect(context, clientVersion) {
      makeDataFolder(context.dataDir, 'usearch');
      return inProcessConnection({ clientVersion, capabilities, open: (spec) => openUsearch(spec, context) });
    },
  }),
};
