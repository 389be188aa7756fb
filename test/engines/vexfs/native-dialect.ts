import type { Dialect } from './stub';

/** The only list with counts, and the figures that it publishes. */
export const native: Dialect = (store, { method, path }, faults) => {
  if (method !== 'GET') return undefined;
  const constant = faults.has('health-figures-constant');
  const documents = store.collections.reduce((sum, { docs }) => sum + docs.size, 0);
  switch (path) {
    case '/vexfs/v1/collections':
      return {
        collections: store.collections.map(({ name, docs }) => ({ name, document_count: docs.size, status: 'active' })),
        server_info: { version: '1.0.0', engine: 'VexFS' },
      };
    case '/metrics':
      return {
        collections_count: store.collections.length,
        total_documents: constant ? 0 : documents,
        uptime_seconds: 3600,
        requests_per_second: constant ? 1000 : store.queries / 10,
      };
    case '/vexfs/v1/health':
      return {
        status: 'healthy',
        version: '1.0.0',
        performance_metrics: { queries_per_second: constant ? 361_000 : store.queries / 20, cache_hit_rate: 0.95 },
      };
    default:
      return undefined;
  }
};
