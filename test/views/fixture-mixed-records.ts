import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { packUint16, packUint32 } from 'vexlab/dist/results/pack';
import type { MixedRecord, RecordEngine } from 'vexlab/dist/results/record';
import { closed } from './fixture-filtered-records';
import { logNormal, okRecord, plainEngine } from './fixture-records';

/** Records of searches between writes made of known figures; nothing here was measured. */
export interface KnownMix {
  engine?: RecordEngine;
  inserts: number;
  deletes?: number;
  repetition: number;
  /** Median of a search, milliseconds. */
  median: number;
}

const { requests } = closed;

function histogramOf(count: number, ms: number): string {
  const histogram = newHistogram();
  for (let i = 0; i < count; i++) recordLatency(histogram, ms * 1e6);
  return encodeHistogram(histogram);
}

/** Searches with writes or none; every fifth search has a row in flight, and 9 true neighbours to find. */
export function between({ engine = plainEngine, inserts, deletes = 0, repetition, median }: KnownMix): MixedRecord {
  const due = Array.from({ length: requests }, (_, i) => (i % 5 === 0 ? 9 : 10));
  const hits = packUint16(Uint16Array.from(due, (count, i) => (i % 10 === 1 ? count - 1 : count)));
  const plain = okRecord({
    engine,
    repetition,
    buildIndex: repetition,
    latencies: logNormal(requests, median, 0.2),
    measureMs: 2000,
  });
  const workload = { type: 'mixed' as const, ...closed, inserts, deletes, built: 0.8 };
  const none = { rows: '', sent: '', acknowledged: '', failed: 0 };
  const ticks = packUint32(new Uint32Array(requests));
  return {
    ...plain,
    cellId: `${engine.name} ${inserts} ${deletes} ${repetition}`,
    cell: { ...plain.cell, workload },
    measured: 'mixed',
    answers: { ...plain.answers, hits, tieHits: hits },
    histograms: {
      ...plain.histograms,
      ...(inserts > 0 && { insert: histogramOf(100, 1) }),
      ...(deletes > 0 && { delete: histogramOf(200, 3) }),
    },
    moments: {
      due: packUint16(Uint16Array.from(due)),
      ...{ sent: ticks, answered: ticks, stale: inserts > 0 ? 2 : 0, unsent: 0 },
      fresh: { due: 30, missed: 3 },
    },
    writes: { inserts: none, deletes: none, errors: {}, ranOut: false },
  };
}

/** Five repetitions with writes and five without. */
export const mixes = (engine = plainEngine, factor = 1): MixedRecord[] =>
  [0, 1, 2, 3, 4].flatMap((repetition) => [
    between({ engine, inserts: 0.1, deletes: 0.1, repetition, median: 2 * factor }),
    between({ engine, inserts: 0, repetition, median: factor }),
  ]);
