import { cellId, type OpenWorkload } from 'vexlab/dist/results/cell';
import type { MissingRecord, OpenLoad, OpenRecord } from 'vexlab/dist/results/record';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { hitsFor, type KnownRun, missingRecord, okRecord } from './fixture-records';

/** Records of open loops made of known arrays; nothing here was measured. */
export interface KnownLoop extends Omit<KnownRun, 'latencies' | 'measureMs' | 'clients'> {
  rate: number;
  durationMs?: number;
  /** Milliseconds of each answered request: from when it was due, and from its sending. */
  responses: readonly number[];
  services: readonly number[];
  slips?: readonly number[];
  load?: Partial<OpenLoad>;
}

const packed = (milliseconds: readonly number[]): string => {
  const histogram = newHistogram();
  for (const ms of milliseconds) recordLatency(histogram, ms * 1e6);
  return encodeHistogram(histogram);
};

const workloadOf = ({
  rate,
  durationMs = 1000,
  k = 10,
}: Pick<KnownLoop, 'rate' | 'durationMs' | 'k'>): OpenWorkload => ({
  type: 'open',
  loop: 'open',
  arrivals: 'poisson',
  rate,
  durationMs,
  k,
  warmup: 10,
});

/** The record of a measured open loop. */
export function openRecord(known: KnownLoop): OpenRecord {
  const { responses, services, slips = responses.map(() => 0.01), load } = known;
  const closed = okRecord({ ...known, latencies: responses, measureMs: known.durationMs ?? 1000 });
  const cell = { ...closed.cell, workload: workloadOf(known) };
  return {
    ...closed,
    measured: 'open',
    cell,
    cellId: cellId(cell),
    histograms: { response: packed(responses), service: packed(services), slip: packed(slips) },
    load: {
      mostInFlight: 4,
      lastDueNs: 990e6,
      answeredInTime: responses.length,
      secondHalf: { due: responses.length >> 1, answered: responses.length >> 1 },
      backlog: { middle: 0, end: 0 },
      inFlight: { mean: 1, samples: 200 },
      ...load,
    },
  };
}

/** The record of an open loop that was not measured. */
export function missingLoop(
  known: Omit<KnownLoop, 'responses' | 'services'> & Pick<MissingRecord, 'why'> & { remedy?: string },
): MissingRecord {
  const missing = missingRecord(known);
  const cell = { ...missing.cell, workload: workloadOf(known) };
  return { ...missing, cell, cellId: cellId(cell) };
}

/** Two engines at five rates, the slower of which breaks at the last two, and one that could not run. Plausible, not measured. */
export function plausibleLoops(): (OpenRecord | MissingRecord)[] {
  const engines = [
    { name: 'hnsw', title: 'HNSW in process', colour: '#0072B2', symbol: 'circle', capacity: 4000, serviceMs: 0.25 },
    { name: 'server', title: 'Vector server', colour: '#D55E00', symbol: 'square', capacity: 620, serviceMs: 1.6 },
  ];
  const rates = [100, 200, 400, 800, 1600];
  const loops = engines.flatMap(({ name, title, colour, symbol, capacity, serviceMs }) =>
    rates.flatMap((rate) =>
      [1, 0.97, 1.04, 1.01, 0.99].map((wobble, repetition) => {
        const load = rate / (capacity * wobble);
        const requests = 2 * rate;
        const answered = load < 1 ? requests : Math.round(requests / load);
        // A queue of one server, by its mean; beyond its capacity it grows until the last request is due.
        const waits = (i: number): number => {
          const share = (i + 0.5) / requests;
          return load < 1 ? (-Math.log(1 - share) * serviceMs * load) / (1 - load) : 2000 * (1 - 1 / load) * share;
        };
        const services = Array.from({ length: requests }, (_, i) => serviceMs * wobble * (1 + (0.5 * i) / requests));
        return openRecord({
          engine: {
            name,
            title,
            kind: 'embedded',
            mark: { colour, symbol },
            how: 'in-process',
            clientVersion: '1.0.0',
          },
          search: { ef: 64 },
          rate,
          durationMs: 2000,
          repetition,
          buildIndex: repetition,
          responses: services.map((ms, i) => ms + waits(i)),
          services,
          hits: hitsFor(requests, 10, 0.98),
          load: {
            mostInFlight: Math.max(2, requests - answered),
            answeredInTime: answered,
            secondHalf: { due: rate, answered: answered >> 1 },
            backlog: { middle: (requests - answered) >> 1, end: requests - answered },
          },
        });
      }),
    ),
  );
  const gone = rates.map((rate) =>
    missingLoop({
      engine: {
        name: 'kernelfs',
        title: 'Kernel file system',
        kind: 'filesystem',
        mark: { colour: '#CC79A7', symbol: 'cross' },
      },
      rate,
      durationMs: 2000,
      why: 'no such module is loaded in this kernel',
      remedy: 'sudo insmod kernelfs.ko',
    }),
  );
  return [...loops, ...gone];
}
