import { type Cell, cellId, type SearchWorkload } from 'vexlab/dist/results/cell';
import type { MissingRecord, OkRecord } from 'vexlab/dist/results/record';

const sampleCell = (repetition: number): Cell<SearchWorkload> => ({
  dataset: { name: 'small', digest: 'd', n: 100 },
  engine: 'a',
  build: { links: 4 },
  search: {},
  workload: { type: 'search', loop: 'closed', clients: 1, k: 1, requests: 2, minMs: 0, warmup: 0 },
  repetition,
  buildIndex: 0,
  seed: 1,
});

const common = (cell: Cell<SearchWorkload>) => ({
  version: 1 as const,
  run: 'run',
  cellId: cellId(cell),
  cell,
  at: '2026-01-02T03:04:05.000Z',
  dataset: { name: 'small', digest: 'd', n: 100, dim: 4, queries: 2, metric: 'l2' as const, synthetic: true },
  engine: { name: 'a', title: 'a', kind: 'embedded' as const, mark: { colour: '#000000', symbol: 'circle' } },
  machine: 'm',
  commit: 'unknown',
});

/** A measured cell with two requests. */
export const sampleRecord = (repetition: number, rows = 'AAAAAAEAAAA='): OkRecord => ({
  ...common(sampleCell(repetition)),
  state: 'ok',
  params: { asked: { links: 4 }, readBack: { links: 4 } },
  build: { id: 'b', rows: 100, countAfter: 100, insertMs: 1, readyMs: 0 },
  phases: { configureMs: 0, warmupMs: 0, measureMs: 2 },
  histograms: { service: 'AAAA' },
  answers: {
    k: 1,
    requests: 2,
    rows,
    queries: 'AAAAAAEAAAA=',
    hits: 'AQABAA==',
    tieHits: 'AQABAA==',
    short: 0,
    duplicates: 0,
  },
  errors: {},
  memory: { before: { lab: 1 }, after: { lab: 2 } },
  cpu: { lab: 1 },
  eventLoop: { p99: 0, max: 0 },
  findings: [{ check: 'count', verdict: 'pass', numbers: { rows: 100 }, advice: 'fine' }],
});

/** The same cell, failed. */
export const sampleFailure = (repetition: number, why: string): MissingRecord => ({
  ...common(sampleCell(repetition)),
  state: 'failed',
  why,
});

/** What a run is made of, on a machine that never was. */
export const sampleHead = {
  sweep: {
    ...{
      datasets: ['small'],
      scales: ['full'],
      engines: ['a'],
      k: [1],
      ef: [1],
      m: 4,
      efConstruction: 1,
      clients: [1],
    },
    ...{ requests: 2, minMs: 0, warmup: 0, repetitions: 9, builds: 1, seed: 1 },
  },
  planId: 'abcdef0123456789',
  cells: 9,
  machine: {
    id: 'm',
    cpu: { model: 'c', cores: 1, physicalCores: 1, flags: '' },
    memoryBytes: 1,
    os: { platform: 'p', architecture: 'a', name: 'n', kernel: 'k' },
    virtual: [],
  },
  versions: { node: '1' },
  commit: 'c',
  createdAt: '2026-01-02T03:04:05.678Z',
};
