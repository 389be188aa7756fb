import type { Record, OkRecord, MissingRecord, RecordEngine, Finding } from 'vexlab/dist/results/record';
import { cellId, type Cell, type SearchWorkload } from 'vexlab/dist/results/cell';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { normalQuantile } from 'vexlab/dist/analysis/normal';

/** Records made of known arrays, so that every statistic of them can be worked out by hand. Nothing here was measured. */
export interface KnownRun {
  engine?: RecordEngine;
  dataset?: Partial<OkRecord['dataset']>;
  build?: Cell['build'];
  search?: Cell['search'];
  clients?: number;
  k?: number;
  repetition?: number;
  buildIndex?: number;
  run?: string;
  machine?: string;
  /** Latency of each answered request, milliseconds. */
  latencies: readonly number[];
  /** Hits of each request, failed ones included; absent: no truth. */
  hits?: readonly number[];
  errors?: { [kind: string]: number };
  measureMs: number;
  findings?: Finding[];
  memory?: OkRecord['memory'];
}

export const plainEngine: RecordEngine = {
  name: 'plain',
  title: 'Plain',
  kind: 'embedded',
  mark: { colour: '#0072B2', symbol: 'circle' },
  how: 'in-process',
  clientVersion: '1.0.0',
};

const base64 = (bytes: ArrayBufferView): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

function common(known: Omit<KnownRun, 'latencies' | 'measureMs'>, requests: number) {
  const { engine = plainEngine, run = '2026-01-02T03-04-05-aaaa', k = 10 } = known;
  const dataset = {
    name: 'sift-photos',
    digest: 'd1',
    n: 10_000,
    dim: 128,
    queries: 1000,
    metric: 'l2' as const,
    synthetic: false,
    ...known.dataset,
  };
  const cell: Cell<SearchWorkload> = {
    dataset: { name: dataset.name, digest: dataset.digest, n: dataset.n },
    engine: engine.name,
    build: known.build ?? { m: 16, efConstruction: 200 },
    search: known.search ?? {},
    workload: { type: 'search', loop: 'closed', clients: known.clients ?? 1, k, requests, minMs: 0, warmup: 100 },
    repetition: known.repetition ?? 0,
    buildIndex: known.buildIndex ?? 0,
    seed: 1,
  };
  const at = '2026-01-02T03:05:00.000Z';
  const machine = known.machine ?? '3fa98c0d12e4b567';
  return { version: 1 as const, run, cellId: cellId(cell), cell, at, dataset, engine, machine, commit: '0123abc' };
}

/** The record of a measured cell. */
export function okRecord(known: KnownRun): OkRecord {
  const failed = Object.values(known.errors ?? {}).reduce((sum, count) => sum + count, 0);
  const requests = known.latencies.length + failed;
  const shared = common(known, requests);
  const histogram = newHistogram();
  for (const ms of known.latencies) recordLatency(histogram, ms * 1e6);
  const k = shared.cell.workload.k;
  const hits = known.hits ? base64(Uint16Array.from(known.hits)) : undefined;
  const params = { ...shared.cell.build, ...shared.cell.search };
  return {
    ...shared,
    state: 'ok',
    params: { asked: params, readBack: params },
    build: {
      id: `b${shared.cell.buildIndex}`,
      rows: shared.dataset.n,
      countAfter: shared.dataset.n,
      insertMs: 1500,
      readyMs: 500,
    },
    phases: { configureMs: 1, warmupMs: 20, measureMs: known.measureMs },
    histograms: { service: encodeHistogram(histogram) },
    answers: {
      k,
      requests,
      rows: base64(new Uint32Array(requests * k)),
      queries: base64(Uint32Array.from({ length: requests }, (_, i) => i % shared.dataset.queries)),
      ...(hits === undefined ? {} : { hits, tieHits: hits }),
      short: 0,
      duplicates: 0,
    },
    errors: known.errors ?? {},
    memory: known.memory ?? { before: { lab: 200 * 2 ** 20 }, after: { lab: 220 * 2 ** 20 } },
    cpu: { lab: 900 },
    eventLoop: { p99: 1, max: 3 },
    findings: known.findings ?? [],
  };
}

/** The record of a cell that was not measured. */
export function missingRecord(
  known: Omit<KnownRun, 'latencies' | 'measureMs'> & { state?: MissingRecord['state']; why: string; remedy?: string },
): MissingRecord {
  const { state = 'unavailable', why, remedy } = known;
  return { ...common(known, 1000), state, why, ...(remedy === undefined ? {} : { remedy }) };
}

/** n latencies of a log-normal shape, evenly over its quantiles. */
export const logNormal = (n: number, medianMs: number, sigma: number): number[] =>
  Array.from({ length: n }, (_, i) => medianMs * Math.exp(sigma * normalQuantile((i + 0.5) / n)));

/** Hits of n requests that make up a recall@k as nearly as whole hits can. */
export const hitsFor = (n: number, k: number, recall: number): number[] =>
  Array.from({ length: n }, (_, i) => Math.round((i + 1) * k * recall) - Math.round(i * k * recall));

const engines: { [name: string]: RecordEngine } = {
  hnsw: { ...plainEngine, name: 'hnsw', title: 'HNSW in process', clientVersion: '3.0.0' },
  server: {
    name: 'server',
    title: 'Vector server',
    kind: 'server',
    mark: { colour: '#D55E00', symbol: 'square' },
    how: 'started',
    clientVersion: '3.5.0',
    serverVersion: '1.2.0',
  },
  exact: { ...plainEngine, name: 'exact', title: 'Exact scan', mark: { colour: '#000000', symbol: 'diamond' } },
};

const shapes = [
  {
    engine: 'hnsw',
    ef: [16, 32, 64, 128, 256],
    rate: 16000,
    cost: 0.62,
    recall: [0.871, 0.943, 0.982, 0.9962, 0.9994],
    ef_name: 'ef',
  },
  {
    engine: 'server',
    ef: [16, 32, 64, 128, 256],
    rate: 900,
    cost: 0.13,
    recall: [0.868, 0.941, 0.9815, 0.9958, 0.9993],
    ef_name: 'ef_search',
  },
  { engine: 'exact', ef: [0], rate: 410, cost: 0, recall: [1], ef_name: '' },
] as const;

/** Wobble of repetition r, fixed: what runs on a busy machine look like. */
const wobble = [1, 0.985, 1.012, 0.94, 1.006];

/** Two approximate engines and an exact one on two datasets, and one that could not run. Plausible, not measured. */
export function plausibleRecords(requests = 1000): Record[] {
  const datasets = [
    { name: 'sift-photos', digest: 'd1', n: 10_000, dim: 128, metric: 'l2' as const },
    { name: 'wordnet-minilm', digest: 'd2', n: 10_000, dim: 384, metric: 'cosine' as const },
  ];
  const records: Record[] = [];
  for (const [d, dataset] of datasets.entries()) {
    for (const shape of shapes) {
      const engine = engines[shape.engine];
      for (const [e, ef] of shape.ef.entries()) {
        for (const clients of [1, 4]) {
          for (const [repetition, factor] of wobble.entries()) {
            const rate =
              ((shape.rate / (1 + d)) * factor * (clients === 1 ? 1 : 1.7)) / (ef ? (ef / 16) ** shape.cost : 1);
            const recall = 1 - (1 - (shape.recall[e] ?? 1)) * (1 + 0.8 * d);
            const bump = shape.engine === 'exact' ? 0 : ((repetition % 3) - 1) * 0.0006 * (1 - recall) * 10;
            const sigma = shape.engine === 'server' ? 0.35 : 0.18;
            const median = ((1000 * clients) / rate) * Math.exp(-(sigma ** 2) / 2);
            records.push(
              okRecord({
                engine,
                dataset,
                build: ef ? { m: 16, efConstruction: 200 } : {},
                search: ef ? { [shape.ef_name]: ef } : {},
                clients,
                repetition,
                buildIndex: repetition,
                latencies: logNormal(requests, median, sigma),
                hits: hitsFor(requests, 10, recall + bump),
                measureMs: (1000 * requests) / rate,
                memory:
                  shape.engine === 'server'
                    ? { before: { lab: 2e8, engine: 3.1e8 }, after: { lab: 2e8, engine: 3.4e8 + 1e6 * repetition } }
                    : undefined,
                findings:
                  shape.engine === 'server' && clients === 4
                    ? [
                        {
                          check: 'little',
                          verdict: 'warn',
                          numbers: { inFlight: 3.4, clients: 4 },
                          advice: 'rate × mean latency makes 3.4 requests in flight of 4 asked: the client waited',
                        },
                      ]
                    : [{ check: 'little', verdict: 'pass', numbers: { inFlight: clients, clients }, advice: '' }],
              }),
            );
          }
        }
      }
    }
    const gone: RecordEngine = {
      name: 'kernelfs',
      title: 'Kernel file system',
      kind: 'filesystem',
      mark: { colour: '#CC79A7', symbol: 'cross' },
    };
    for (const ef of [16, 32, 64]) {
      records.push(
        missingRecord({
          engine: gone,
          dataset,
          search: { ef },
          why: 'no such module is loaded in this kernel',
          remedy: 'sudo insmod kernelfs.ko',
        }),
      );
    }
  }
  return records;
}
