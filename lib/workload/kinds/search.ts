import { littlesLaw, warmUp, windowLength } from '../checks';
import { closedLoop } from '../closed-loop';
import { firstQuery, measureSearches } from '../measure-searches';
import type { WorkloadKind } from './workload-kind';

/** Clients back to back: capacity, and the latency at capacity. */
export const search: WorkloadKind<'search'> = {
  searches: true,

  of: (_, { k, clients, requests, minMs, warmup }) =>
    k.flatMap((oneK) =>
      clients.map((count) => ({
        type: 'search',
        loop: 'closed',
        clients: count,
        k: oneK,
        requests,
        minMs,
        warmup,
      })),
    ),

  describe: ({ k, clients }) => `k ${k}, clients ${clients}`,

  async measure(cell, context) {
    const { clients, requests, minMs, warmup } = cell.workload;
    const first = firstQuery(cell, requests, context.prepared);
    const { facts, scores, windowMs, seen } = await measureSearches(cell, context, {
      first,
      clients,
      window: (asking) => closedLoop({ ...asking, clients, requests, minMs, first }),
    });
    const asked = seen.queries.length;
    return {
      ...facts,
      histograms: scores.histograms,
      findings: [
        littlesLaw({ requests: asked, windowMs, meanLatencyMs: scores.meanLatencyMs, clients }),
        windowLength({ measureMs: windowMs, requests: asked }),
        warmUp({ warmup, clients }),
        ...facts.findings,
      ],
    };
  },
};
