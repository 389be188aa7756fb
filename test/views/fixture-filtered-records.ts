import type { FilteredRecord, RecordEngine } from 'vexlab/dist/results/record';
import { hitsFor, logNormal, okRecord, plainEngine } from './fixture-records';

/** Records of searches with a filter made of known figures; nothing here was measured. */
export interface KnownRung {
  engine?: RecordEngine;
  selectivity: number;
  repetition: number;
  recall: number;
  /** Queries a second of the first repetition; each further one is 1 % faster. */
  rate: number;
}

export const closed = { loop: 'closed', clients: 1, k: 10, requests: 1000, minMs: 0, warmup: 100 } as const;

/** A rung of 10,000 rows at a known recall and rate. */
export function rung({ engine = plainEngine, selectivity, repetition, recall, rate }: KnownRung): FilteredRecord {
  const { requests } = closed;
  const matching = Math.round(selectivity * 10_000);
  const plain = okRecord({
    engine,
    repetition,
    buildIndex: repetition,
    // No two runs take exactly as long.
    latencies: logNormal(requests, (1000 / rate) * (1 - repetition / 1000), 0.2),
    hits: hitsFor(requests, Math.min(10, matching), recall),
    measureMs: (1000 * requests) / (rate * (1 + repetition / 100)),
    findings: [{ check: 'filter-respected', verdict: 'pass', numbers: { returned: 9990, wrong: 0 }, advice: '' }],
  });
  const workload = { type: 'filtered' as const, ...closed, selectivity, ladder: [0.0005, 0.1, 0.9] };
  const cell = { ...plain.cell, workload };
  const cellId = `${engine.name} ${selectivity} ${repetition}`;
  return { ...plain, cellId, cell, measured: 'filtered', filter: { attribute: 'a', selectivity, matching } };
}

/** Five repetitions of a ladder of three rungs. */
export const ladder = (engine = plainEngine, factor = 1): FilteredRecord[] =>
  [0, 1, 2, 3, 4].flatMap((repetition) => [
    rung({ engine, selectivity: 0.0005, repetition, recall: 1, rate: 2000 * factor }),
    rung({ engine, selectivity: 0.1, repetition, recall: 0.8, rate: 500 * factor }),
    rung({ engine, selectivity: 0.9, repetition, recall: 0.95, rate: 1000 * factor }),
  ]);
