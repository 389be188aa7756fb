import { z } from 'zod';
import { LabError, messageOf } from '../base/lab-error';
import { packageVersion } from './adapter/package-version';
import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Collection, Engine, Probe } from './engine';
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

  probe,

  async connect(context) {
    const found = await probe();
    if (found.state === 'unavailable' || found.state === 'not-configured') {
      throw new LabError({ code: 'unavailable', where: 'usearch', what: found.why, remedy: found.remedy });
    }
    makeDataFolder(context.dataDir, 'usearch');
    const open: Collection[] = [];
    return {
      how: 'in-process',
      clientVersion: packageVersion('usearch'),
      capabilities,
      pids: () => [],
      async open(spec) {
        const collection = await openUsearch(spec, context);
        open.push(collection);
        return collection;
      },
      async close() {
        await Promise.all(open.splice(0).map((collection) => collection.drop()));
      },
    };
  },
};

/** Loads the native part here, where a failure can be told, before a worker thread does. */
async function probe(): Promise<Probe> {
  try {
    await import('./usearch/package.js');
    return {
      state: 'ready',
      how: 'in-process',
      why: 'the npm package usearch loads',
      version: packageVersion('usearch'),
    };
  } catch (error) {
    const why = `the npm package usearch does not load: ${messageOf(error)}`;
    return { state: 'unavailable', why, remedy: 'npm install, or npm rebuild usearch' };
  }
}
