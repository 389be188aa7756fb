import { z } from 'zod';
import { LabError } from '../base/lab-error';
import { findChroma } from './chroma/find';
import type { Capabilities, Engine } from './engine';
import { zodOptions } from './adapter/zod-options';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'configure',
  duplicateIds: 'ignores',
};

/** Chroma's server, with an HNSW index, asked through its own npm client. */
export const engine: Engine = {
  name: 'chroma',
  title: 'Chroma',
  kind: 'server',
  mark: { colour: '#D55E00', symbol: 'square' },
  capabilities,
  common: { m: 'max_neighbors', efConstruction: 'ef_construction', ef: 'ef_search' },
  // Its `batch_size` is left out, because the server takes it and forgets it; `sync_threshold` the lab sets itself.
  buildOptions: zodOptions({
    max_neighbors: z.int().min(2).max(1000).default(16).describe('links of a vector in each layer'),
    ef_construction: z.int().min(1).max(10_000).default(100).describe('candidates kept while a vector is inserted'),
  }),
  searchOptions: zodOptions({
    ef_search: z.int().min(1).max(100_000).default(100).describe('candidates kept while searching'),
  }),
  testedAgainst: 'engine',

  async probe(context) {
    const found = await findChroma(context);
    switch (found.how) {
      case 'missing':
        return { state: 'unavailable', why: found.why, remedy: found.remedy };
      case 'started':
        return { state: 'startable', how: found.how, why: `chromadb ${found.version} in ${found.python}` };
      case 'environment':
      case 'default-port':
        return { state: 'ready', how: found.how, why: `answers at ${found.url}` };
    }
  },

  async connect(context) {
    const found = await findChroma(context);
    if (found.how === 'missing') {
      throw new LabError({ code: 'unavailable', where: 'chroma', what: found.why, remedy: found.remedy });
    }
    // Loaded here, because the client takes a while to load and not every run needs it.
    const { connectChroma } = await import('./chroma/connection.js');
    return connectChroma(found, context, capabilities);
  },
};
