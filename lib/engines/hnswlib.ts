import { z } from 'zod';
import { makeDataFolder } from './process/data-folder';
import type { Capabilities, Engine } from './engine';
import { openHnswlib } from './hnswlib/collection';
import { inProcessConnection } from './adapter/in-process-connection';
import { inProcessEngine } from './adapter/in-process-engine';
import { packageVersion } from './adapter/package-version';
import { zodOptions } from './adapter/zod-options';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: false,
  remove: true,
  durable: false,
  searchParams: 'configure',
  duplicateIds: 'replaces',
  batchedSearch: 'hnswlib-node searches for one query at a time (searchKnn)',
};

/** HNSW (Malkov and Yashunin 2018) in this process, in worker threads: the reference implementation, without a server. */
export const engine: Engine = {
  name: 'hnswlib',
  title: 'hnswlib',
  kind: 'embedded',
  mark: { colour: '#0072B2', symbol: 'circle' },
  capabilities,
  byDefault: true,
  common: { m: 'M', efConstruction: 'efConstruction', ef: 'ef' },
  buildOptions: zodOptions({
    M: z.int().min(2).max(1000).default(16).describe('links of a vector in each layer (twice as many in the lowest)'),
    efConstruction: z.int().min(1).max(10_000).default(200).describe('candidates kept while a vector is inserted'),
    randomSeed: z.int().min(0).max(0xffff_ffff).default(100).describe('seed of the layers that vectors are put in'),
    workers: z
      .int()
      .min(1)
      .max(64)
      .default(1)
      .describe('threads that answer searches; each beyond the first holds a copy of the whole index'),
  }),
  searchOptions: zodOptions({
    ef: z.int().min(1).max(100_000).default(10).describe('candidates kept while searching; k where k is more'),
  }),
  testedAgainst: 'engine',

  ...inProcessEngine({
    name: 'hnswlib',
    what: 'the npm package hnswlib-node',
    async load() {
      await import('hnswlib-node');
      return packageVersion('hnswlib-node');
    },
    remedy: 'npm rebuild hnswlib-node',
    connect(context, clientVersion) {
      makeDataFolder(context.dataDir, 'hnswlib');
      return inProcessConnection({ clientVersion, capabilities, open: (spec) => openHnswlib(spec, context) });
    },
  }),
};
