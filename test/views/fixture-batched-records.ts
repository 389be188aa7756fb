import type { BatchedRecord, RecordEngine } from 'vexlab/dist/results/record';
import { hitsFor, logNormal, okRecord, plainEngine } from './fixture-records';

/** Records of batched queries made of known figures; nothing here was measured. */
export interface KnownBatch {
  engine?: RecordEngine;
  size: number;
  repetition: number;
  recall: number;
  /** Median of a request, milliseconds; of the first repetition the mean gap between requests too, each further one 1 % less. */
  median: number;
}

const requests = 100;

export function batch({ engine = plainEngine, size, repetition, recall, median }: KnownBatch): BatchedRecord {
  const measureMs = (requests * median) / (1 + repetition / 100);
  const plain = okRecord({
    engine,
    repetition,
    buildIndex: repetition,
    latencies: logNormal(requests, median, 0.2),
    hits: hitsFor(requests * size, 10, recall),
    measureMs,
  });
  // As the lab asks: the larger the batches, the fewer of them.
  const asked = { requests: 1000 / size, warmup: Math.ceil(50 / size) };
  const closed = { loop: 'closed', clients: 1, k: 10, minMs: 0, ...asked } as const;
  const cell = { ...plain.cell, workload: { type: 'batched' as const, ...closed, size } };
  const cellId = `${engine.name} batch ${size} ${repetition}`;
  const answers = { ...plain.answers, requests: requests * size };
  return { ...plain, cellId, cell, answers, measured: 'batched', batches: { size, requests } };
}

/** Five repetitions of three sizes: ten times the queries take `dearer` times as long. */
export const sizesOf = (engine = plainEngine, slower = 1, dearer = 4): BatchedRecord[] =>
  [0, 1, 2, 3, 4].flatMap((repetition) =>
    [1, 10, 100].map((size, i) => batch({ engine, size, repetition, recall: 0.97, median: slower * dearer ** i })),
  );
