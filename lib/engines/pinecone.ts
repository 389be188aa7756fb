import { z } from 'zod';
import { zodOptions } from './adapter/zod-options';
import type { Capabilities, Engine } from './engine';
import { recordsAtOnce } from './pinecone/batches';
import { consistencyCheck } from './pinecone/consistency-check';

const capabilities: Capabilities = {
  metrics: ['l2', 'cosine', 'ip'],
  filter: true,
  remove: true,
  durable: true,
  eventual: true,
  maxBatch: recordsAtOnce,
  searchParams: 'none',
  duplicateIds: 'replaces',
  batchedSearch: 'a query of its API carries one vector',
};

const why = 'it is a paid service, and PINECONE_API_KEY is not set';
const remedy = 'set PINECONE_API_KEY to a key of https://app.pinecone.io';

/**
 * Pinecone's serverless indexes, in its cloud, through its own npm client, whose retries are switched off. An index is made for
 * each collection and deleted with it; money is spent only after whoever runs the lab has said so. It has no parameters to
 * tune, and what was acknowledged is found some time later.
 */
export const engine: Engine = {
  name: 'pinecone',
  title: 'Pinecone',
  kind: 'cloud',
  mark: { colour: '#56B4E9', symbol: 'hexagon' },
  capabilities,
  common: {},
  buildOptions: zodOptions({
    cloud: z.enum(['aws', 'gcp', 'azure']).default('aws').describe('whose machines it runs on'),
    region: z.string().min(1).max(100).default('us-east-1').describe('where these machines are'),
  }),
  searchOptions: zodOptions({}),
  testedAgainst: 'protocol-stub',
  checks: [consistencyCheck],

  probe({ env }) {
    if (!env.PINECONE_API_KEY) return Promise.resolve({ state: 'not-configured', why, remedy });
    return Promise.resolve({ state: 'ready', how: 'environment', why: 'PINECONE_API_KEY is set' });
  },

  async spends(context) {
    const { spendingOf } = await import('./pinecone/spending.js');
    return spendingOf(context);
  },

  async connect(context) {
    const { connectPinecone } = await import('./pinecone/connection.js');
    return connectPinecone(context, capabilities);
  },
};
