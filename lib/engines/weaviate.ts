import type { Capabilities, Engine } from './engine';
import { goProgram } from './install/go-program';
import { attachServer } from './server/attach-server';
import { findServer, probeOf } from './server/find-server';
import { insertManyWaits } from './weaviate/insert-many-waits';
import { buildOptions, searchOptions } from './weaviate/options';
import { weaviateRecipe } from './weaviate/recipe';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'configure',
  duplicateIds: 'replaces',
  batchedSearch: 'its client has no search for several queries in one request',
};

const installation = goProgram({
  name: 'weaviate',
  module: 'github.com/weaviate/weaviate/cmd/weaviate-server',
  version: 'v1.35.2',
  what: 'Weaviate 1.35.2, built from its Go module: minutes of all cores, 170 MB',
});

const recipe = weaviateRecipe(installation);

/** Weaviate's server, with an HNSW index, asked through its own npm client. */
export const engine: Engine = {
  name: 'weaviate',
  title: 'Weaviate',
  kind: 'server',
  mark: { colour: '#E69F00', symbol: 'pentagon' },
  capabilities,
  common: { m: 'maxConnections', efConstruction: 'efConstruction', ef: 'ef' },
  buildOptions,
  searchOptions,
  testedAgainst: 'engine',
  server: recipe,
  installation,
  checks: [insertManyWaits],

  probe: async (context) => probeOf(await findServer('weaviate', recipe, context)),

  async connect(context) {
    const attached = await attachServer('weaviate', recipe, context);
    const { connectWeaviate } = await import('./weaviate/connection.js');
    return connectWeaviate(attached, context, capabilities);
  },
};
