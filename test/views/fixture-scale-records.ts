import type { OkRecord, RecordEngine } from 'vexlab/dist/results/record';
import { hitsFor, okRecord } from './fixture-records';

const engines: readonly RecordEngine[] = [
  {
    name: 'hnsw',
    title: 'HNSW in process',
    kind: 'embedded',
    mark: { colour: '#0072B2', symbol: 'circle' },
    how: 'in-process',
  },
  {
    name: 'server',
    title: 'Vector server',
    kind: 'server',
    mark: { colour: '#D55E00', symbol: 'square' },
    how: 'started',
  },
];
/** What five repetitions differ by. */
const wobble = [1, 0.98, 1.03, 1.01, 0.99];
const requests = 1200;

function closedLoop(of: {
  engine: RecordEngine;
  dataset?: Partial<OkRecord['dataset']>;
  clients: number;
  rate: number;
  ef?: number;
  recall?: number;
  repetition: number;
  ceiling?: number;
}): OkRecord {
  const { engine, dataset = {}, clients, rate, ef = 64, recall = 0.98, repetition, ceiling } = of;
  const meanMs = (1000 * clients) / rate;
  const record = okRecord({
    engine,
    dataset,
    build: { m: 16 },
    search: { ef },
    clients,
    repetition,
    buildIndex: repetition,
    latencies: Array.from({ length: requests }, (_, i) => meanMs * (0.8 + (0.4 * i) / requests)),
    hits: hitsFor(requests, 10, recall),
    measureMs: (1000 * requests) / rate,
  });
  const ceilingOf = { against: 'null-server' as const, clients, rates: [ceiling ?? NaN] };
  return ceiling === undefined ? record : { ...record, load: { threads: 1, ceiling, ceilingOf } };
}

/** Closed loops of a server that answers 640 a second at most, 100 for each client before that, and of an engine that goes on growing. */
export const saturatingLoops = (counts: readonly number[] = [1, 2, 4, 8, 16, 32], efs = [64]): OkRecord[] =>
  engines.flatMap((engine, e) =>
    efs.flatMap((ef) =>
      counts.flatMap((clients) =>
        wobble.map((factor, repetition) =>
          closedLoop({
            engine,
            clients,
            ef,
            recall: ef >= 64 ? 0.98 : 0.8,
            repetition,
            rate: (e === 1 ? Math.min(100 * clients, 640) : 300 * clients ** 0.9) * factor,
            ...(e === 1 && { ceiling: Math.min(2400, 700 * clients) }),
          }),
        ),
      ),
    ),
  );

/** Closed loops over four sizes: rate ∝ n^-0.3 and n^-1, recall falling. */
export const growingSearches = (sizes: readonly number[] = [1000, 3000, 10_000, 30_000]): OkRecord[] =>
  engines.flatMap((engine, e) =>
    sizes.flatMap((n) =>
      wobble.map((factor, repetition) =>
        closedLoop({
          engine,
          dataset: { name: 'sift-photos', digest: `d${n}`, n },
          clients: 1,
          repetition,
          recall: 1 - 0.001 * (n / 1000) ** 0.8,
          rate: (e === 1 ? 400_000 / n : 20_000 * n ** -0.3) * factor,
        }),
      ),
    ),
  );

/** The same along dimensions, of generated sets. */
export const wideningSearches = (): OkRecord[] =>
  [32, 128, 512].flatMap((dim) =>
    wobble.map((factor, repetition) =>
      closedLoop({
        engine: engines[1] as RecordEngine,
        dataset: { name: `synthetic:n=1000,dim=${dim}`, digest: `s${dim}`, n: 1000, dim, synthetic: true },
        clients: 1,
        repetition,
        rate: (64_000 / dim) * factor,
      }),
    ),
  );
