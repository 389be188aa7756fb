import type { BatchedWorkload, Cell, FilteredWorkload, SearchWorkload } from '../../results/cell';
import type { SearchFacts, SearchHistograms } from '../../results/record';
import { littlesLaw, warmUp, windowLength } from '../checks/checks';
import { coordinatedOmission } from '../checks/coordinated-omission';
import { threadsFor } from '../load/client-threads';
import { type SearchWindow, firstQuery, measureSearches } from './measure-searches';
import type { CellContext } from '../run/run-cell';

export interface MeasuredClosed {
  facts: SearchFacts & { histograms: SearchHistograms };
  /** Requests made. */
  requests: number;
  /** Base rows returned, queries × k; `noRow` where there is none. */
  rows: Uint32Array;
}

/** A closed loop of searches on the cell's index, with a filter or without. */
export async function measureClosed(
  cell: Cell<SearchWorkload | FilteredWorkload | BatchedWorkload>,
  context: CellContext,
  asked: Pick<SearchWindow<never>, 'filter' | 'target' | 'size'> = {},
): Promise<MeasuredClosed> {
  const { clients, requests, minMs, k, warmup } = cell.workload;
  const { size } = asked;
  const first = firstQuery(cell, requests * (size ?? 1), context.prepared);
  const { facts, scores, windowMs, seen } = await measureSearches(cell, context, {
    ...asked,
    first,
    clients,
    threads: threadsFor(clients),
    mostInFlight: clients,
    window: (load) => load.closed({ clients, requests, minMs, k, first, ...(size !== undefined && { size }) }),
  });
  const made = seen.latencies.length;
  return {
    requests: made,
    rows: scores.rows,
    facts: {
      ...facts,
      histograms: scores.histograms,
      findings: [
        littlesLaw({ requests: made, windowMs, meanLatencyMs: scores.meanLatencyMs, clients }),
        windowLength({ measureMs: windowMs, requests: made }),
        warmUp({ warmup, clients }),
        coordinatedOmission(seen),
        ...facts.findings,
      ],
    },
  };
}
