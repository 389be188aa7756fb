import type { Capabilities, Engine } from './engine';
import { buildOptions, searchOptions } from './qdrant/options';
import { mostVectorBytes } from './qdrant/requests';
import { qdrantRecipe } from './qdrant/recipe';
import { attachServer } from './server/attach-server';
import { findServer, probeOf } from './server/find-server';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  maxBatchBytes: mostVectorBytes,
  searchParams: 'configure',
  duplicateIds: 'replaces',
  batchedSearch: true,
};

const recipe = qdrantRecipe();

/** Qdrant's server, with its filterable HNSW index, asked over REST through its own npm client. */
export const engine: Engine = {
  name: 'qdrant',
  title: 'Qdrant',
  kind: 'server',
  mark: { colour: '#CC79A7', symbol: 'triangle-down' },
  capabilities,
  common: { m: 'm', efConstruction: 'ef_construct', ef: 'hnsw_ef' },
  buildOptions,
  searchOptions,
  testedAgainst: 'protocol-stub',
  server: recipe,

  probe: async (context) => probeOf(await findServer('qdrant', recipe, context)),

  async connect(context) {
    const attached = await attachServer('qdrant', recipe, context);
    // Loaded here, because the client takes a while to load and not every run needs it.
    const { connectQdrant } = await import('./qdrant/connection.js');
    return connectQdrant(attached, context, capabilities);
  },
};
