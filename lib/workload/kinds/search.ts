import { measureClosed } from '../window/measure-closed';
import { closedCells } from './closed-cells';
import type { WorkloadKind } from './workload-kind';

/** Clients back to back: capacity, and the latency at capacity. */
export const search: WorkloadKind<'search'> = {
  searches: true,

  of: (_, sweep) => closedCells(sweep).map((closed) => ({ type: 'search', ...closed })),

  describe: ({ k, clients }) => `k ${k}, clients ${clients}`,

  measure: async (cell, context) => (await measureClosed(cell, context)).facts,
};
