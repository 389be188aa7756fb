import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Engine } from './engine';
import { attachServer } from './server/attach-server';
import { findServer, probeOf } from './server/find-server';
import { vexfsChecks } from './vexfs/checks';
import { vexfsRecipe } from './vexfs/recipe';

const capabilities: Capabilities = {
  // The distance that a collection is created with is stored and never used.
  metrics: ['cosine'],
  // `where` is taken and ignored.
  filter: false,
  remove: false,
  // A map in memory.
  durable: false,
  searchParams: 'none',
  duplicateIds: 'replaces',
  batchedSearch:
    'its unified server answers only the first query of a request, and the lab’s client asks the other server for one at a time',
};

/**
 * VexFS's HTTP server (github.com/lspecian/vexfs), which scans all vectors for every query, asked in its Chroma dialect by a
 * client of the lab's own: Chroma's client cannot talk to it.
 */
export const engine: Engine = {
  name: 'vexfs',
  title: 'VexFS',
  kind: 'server',
  mark: { colour: '#009E73', symbol: 'triangle-up' },
  capabilities,
  common: {},
  buildOptions: zodOptions({}),
  searchOptions: zodOptions({}),
  testedAgainst: 'protocol-stub',
  server: vexfsRecipe,
  checks: vexfsChecks,

  probe: async (context) => probeOf(await findServer('vexfs', vexfsRecipe, context)),

  async connect(context) {
    const attached = await attachServer('vexfs', vexfsRecipe, context);
    // Loaded here, because not every run needs the client.
    const { connectVexfs } = await import('./vexfs/connection.js');
    return connectVexfs(attached, context, capabilities);
  },
};
