import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { cellId, type EnduranceWorkload } from 'vexlab/dist/results/cell';
import type { EnduranceRecord, MissingRecord, SliceFacts } from 'vexlab/dist/results/record';
import { type KnownRun, missingRecord, okRecord } from './fixture-records';

/** A record of a long run made of known slices; nothing here was measured. */
export interface KnownLongRun extends Pick<KnownRun, 'engine' | 'search' | 'repetition' | 'buildIndex'> {
  rate?: number;
  sliceMs?: number;
  slices: readonly {
    /** Milliseconds of the response of each answered request. */
    responses: readonly number[];
    failed?: number;
    memory: SliceFacts['memory'];
  }[];
}

const packed = (milliseconds: readonly number[]): string => {
  const histogram = newHistogram();
  for (const ms of milliseconds) recordLatency(histogram, ms * 1e6);
  return encodeHistogram(histogram);
};

const workloadOf = (slices: number, sliceMs: number, rate: number): EnduranceWorkload => ({
  type: 'endurance',
  loop: 'open',
  arrivals: 'poisson',
  rate,
  durationMs: slices * sliceMs,
  slices,
  k: 10,
  warmup: 10,
});

export function enduranceRecord({ rate = 100, sliceMs = 60_000, slices, ...known }: KnownLongRun): EnduranceRecord {
  const responses = slices.flatMap((slice) => slice.responses.slice(0, 1));
  const { answers, histograms, load, measured, ...closed } = okRecord({
    ...known,
    latencies: responses,
    measureMs: slices.length * sliceMs,
  });
  expectNone(measured);
  const cell = { ...closed.cell, workload: workloadOf(slices.length, sliceMs, rate) };
  const failed = slices.reduce((sum, slice) => sum + (slice.failed ?? 0), 0);
  return {
    ...closed,
    measured: 'endurance',
    cell,
    cellId: cellId(cell),
    k: answers.k,
    errors: failed > 0 ? { 'http-503': failed } : {},
    load: {
      ...load,
      mostInFlight: 4,
      lastDueNs: 990e6,
      answeredInTime: 1,
      secondHalf: { due: 1, answered: 1 },
      backlog: { middle: 0, end: 0 },
      inFlight: { mean: 1, samples: 200 },
    },
    slices: slices.map((slice) => ({
      requests: slice.responses.length + (slice.failed ?? 0),
      failed: slice.failed ?? 0,
      hits: slice.responses.length * 10,
      tieHits: slice.responses.length * 10,
      histograms: {
        response: packed(slice.responses),
        service: histograms.service,
        slip: packed([0.01]),
      },
      memory: slice.memory,
      cpu: { lab: 100, engine: sliceMs / 4 },
    })),
  };
}

const expectNone = (measured: undefined): void => measured;

const mebibyte = 2 ** 20;

/** A small noise that is the same in every run of the tests. */
const wobble = (i: number): number => 1 + 0.03 * Math.sin(i * 7.3) * Math.cos(i * 2.1);

/** A steady engine, one whose memory leaks, p99 grows and which fails at two moments, and one that could not run. */
export function plausibleLongRuns(): (EnduranceRecord | MissingRecord)[] {
  const responses = (p50: number, p99: number, i: number): number[] =>
    Array.from({ length: 1200 }, (_, at) => (at < 1180 ? p50 : p99) * wobble(i) * (0.9 + (0.2 * (at % 590)) / 590));
  const steady = enduranceRecord({
    engine: {
      name: 'hnsw',
      title: 'HNSW in process',
      kind: 'embedded',
      mark: { colour: '#0072B2', symbol: 'circle' },
      how: 'in-process',
    },
    search: { ef: 64 },
    slices: Array.from({ length: 30 }, (_, i) => ({
      responses: responses(0.8, 2.2, i),
      memory: { lab: Math.round(180 * mebibyte * wobble(i * 3)) },
    })),
  });
  const leaking = enduranceRecord({
    engine: {
      name: 'server',
      title: 'Vector server',
      kind: 'server',
      mark: { colour: '#D55E00', symbol: 'square' },
      how: 'started',
    },
    search: { ef: 64 },
    slices: Array.from({ length: 30 }, (_, i) => ({
      responses: responses(3, 9 + i * 0.6, i + 50),
      ...((i === 12 || i === 21) && { failed: 7 }),
      memory: {
        lab: 150 * mebibyte,
        engine: Math.round((400 + 6 * i + (i > 22 ? 8 : 0)) * mebibyte * (1 + 0.002 * Math.sin(i))),
      },
    })),
  });
  const missing = missingRecord({
    engine: {
      name: 'kernelfs',
      title: 'Kernel file system',
      kind: 'filesystem',
      mark: { colour: '#CC79A7', symbol: 'cross' },
    },
    why: 'no such module is loaded in this kernel',
    remedy: 'sudo insmod kernelfs.ko',
  });
  const cell = { ...missing.cell, workload: steady.cell.workload };
  return [steady, leaking, { ...missing, cell, cellId: cellId(cell) }];
}
