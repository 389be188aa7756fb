import { z } from 'zod';
import { modifyIgnored } from './chroma/checks';
import { chromaRecipe } from './chroma/recipe';
import type { Capabilities, Engine } from './engine';
import { attachServer } from './server/attach-server';
import { findServer, probeOf } from './server/find-server';
import { zodOptions } from './adapter/zod-options';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'configure',
  duplicateIds: 'ignores',
  batchedSearch: true,
};

const recipe = chromaRecipe();

/** Chroma's server, with an HNSW index, asked through its own npm client. */
export const engine: Engine = {
  name: 'chroma',
  title: 'Chroma',
  kind: 'server',
  mark: { colour: '#D55E00', symbol: 'square' },
  capabilities,
  byDefault: true,
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
  server: recipe,
  checks: [modifyIgnored],

  probe: async (context) => probeOf(await findServer('chroma', recipe, context)),

  async connect(context) {
    const attached = await attachServer('chroma', recipe, context);
    // Loaded here, because the client takes a while to load and not every run needs it.
    const { connectChroma } = await import('./chroma/connection.js');
    return connectChroma(attached, context, capabilities);
  },
};
