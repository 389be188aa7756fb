import type { Capabilities, Engine } from './engine';
import { edgeVersion, packages } from './qdrant-edge/packages';
import { buildOptions, searchOptions } from './qdrant/options';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  searchParams: 'configure',
  duplicateIds: 'replaces',
  batchedSearch: true,
};

/**
 * Qdrant Edge: Qdrant's own engine as a Python library, in a process of its own beside the lab. Its binding lets nothing else
 * run in that process while it works: however many clients ask, one search runs at a time.
 */
export const engine: Engine = {
  name: 'qdrant-edge',
  title: 'Qdrant Edge',
  kind: 'server',
  mark: { colour: '#CC79A7', symbol: 'star-triangle-down-open' },
  capabilities,
  common: { m: 'm', efConstruction: 'ef_construct', ef: 'hnsw_ef' },
  buildOptions,
  searchOptions,
  testedAgainst: 'engine',
  installation: packages,

  async probe({ env }) {
    if (packages.installed(env)) {
      return { state: 'startable', how: 'started', why: `installed in ${packages.folder(env)}`, version: edgeVersion };
    }
    const lacks = await packages.lacks(env);
    if (lacks) return { state: 'unavailable', ...lacks };
    return { state: 'startable', how: 'started', why: `to be installed first: ${packages.what}` };
  },

  async connect(context) {
    const { attachEdge, portVariable } = await import('./qdrant-edge/attach-edge.js');
    const port = context.env[portVariable];
    if (port) return attachEdge(Number(port), capabilities);
    await packages.run(context);
    const { connectEdge } = await import('./qdrant-edge/connection.js');
    return connectEdge(context, capabilities);
  },
};
