import { describe, expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import type { MeasuredSummary, Summary } from 'vexlab/dist/analysis/summary';
import { missingRecord, okRecord, plainEngine } from '../views/fixture-records';

const upTo = (n: number, from = 1): number[] => Array.from({ length: n }, (_, i) => from + i);
const full = (n: number, hits: number): number[] => new Array<number>(n).fill(hits);
const measured = (summaries: readonly Summary[]): MeasuredSummary[] =>
  summaries.filter((summary) => summary.state === 'measured');
const only = (summaries: readonly Summary[]): MeasuredSummary => {
  expect(summaries).toHaveLength(1);
  return measured(summaries)[0] as MeasuredSummary;
};

// Two repetitions of 20 requests, k 2: 16 × 2 + 4 × 1 = 36 of 40 found in 1 s, and 20 of 40 in 2 s.
const first = okRecord({
  k: 2,
  search: { ef: 8 },
  latencies: upTo(20),
  hits: [...full(16, 2), ...full(4, 1)],
  measureMs: 1000,
});
const second = okRecord({
  k: 2,
  search: { ef: 8 },
  repetition: 1,
  latencies: upTo(20, 21),
  hits: full(20, 1),
  measureMs: 2000,
});

describe('summarise', () => {
  it('derives every figure from the records', () => {
    const summary = only(summarise([first, second]));
    expect(summary).toMatchObject({ k: 2, clients: 1, ef: 8, repetitions: 2, builds: 1, samples: 40, failed: 0 });
    // 56 of 80 found. Each query was asked once by both runs; recall's interval is over the queries.
    expect(summary.recall).toMatchObject({ n: 20, unit: 'queries', method: 'bca' });
    expect(summary.recall?.value).toBeCloseTo(0.7, 12);
    // Median of the runs' rates; two runs leave no interval.
    expect(summary.qps).toMatchObject({ value: 15, n: 2, unit: 'runs', method: 'none' });
    // Standard deviation √50 over the mean 15.
    expect(summary.cv).toBeCloseTo(Math.sqrt(50) / 15, 12);
    expect(summary.runs.map(({ recall, qps }) => [recall, qps])).toEqual([
      [0.9, 20],
      [0.5, 10],
    ]);
    expect(summary.latency.p50?.value).toBeCloseTo(20, 1);
    expect(summary.latency.p95).toBeUndefined();
    expect(summary.memory.lab?.value).toBe(220 * 2 ** 20);
    expect(summary.memory.engine).toBeUndefined();
    // One build of 10,000 rows: 1500 ms acknowledged, 500 ms until searchable.
    expect(summary.indexing).toMatchObject({ rows: 10_000, rate: { value: 5000, n: 1, method: 'none' } });
  });

  it('keeps failed requests in every denominator', () => {
    const record = okRecord({
      latencies: upTo(20),
      hits: [...full(20, 10), ...full(20, 0)],
      errors: { 'timed-out': 15, refused: 5 },
      measureMs: 2000,
    });
    const summary = only(summarise([record]));
    expect(summary).toMatchObject({ samples: 40, failed: 20, errors: { 'timed-out': 15, refused: 5 } });
    expect(summary.recall?.value).toBe(0.5);
    expect(summary.recall?.n).toBe(40);
    expect(summary.qps.value).toBe(10);
    expect(summary.latency.p50?.value).toBeCloseTo(20, 1);
    expect(summary.latency.p75).toBeUndefined();
  });

  it('has no recall without truth', () => {
    const summary = only(summarise([okRecord({ latencies: upTo(20), measureMs: 1000 })]));
    expect(summary.recall).toBeUndefined();
    expect(summary.qps.value).toBe(20);
  });

  it('counts the last record of a cell, and builds once', () => {
    const again = okRecord({ k: 2, search: { ef: 8 }, latencies: upTo(20), hits: full(20, 2), measureMs: 500 });
    expect(only(summarise([first, again])).runs.map(({ qps }) => qps)).toEqual([40]);
    const rebuilt = okRecord({
      k: 2,
      search: { ef: 8 },
      repetition: 2,
      buildIndex: 1,
      latencies: upTo(20),
      measureMs: 1000,
    });
    expect(only(summarise([first, second, rebuilt])).builds).toBe(2);
  });

  it('never averages over machines, versions, scales, parameters or clients', () => {
    const other = { latencies: upTo(20), measureMs: 1000, k: 2, search: { ef: 8 } };
    const summaries = summarise([
      first,
      okRecord({ ...other, run: 'r2', machine: 'another' }),
      okRecord({ ...other, run: 'r3', engine: { ...plainEngine, clientVersion: '2' } }),
      okRecord({ ...other, dataset: { n: 20_000, digest: 'd9' } }),
      okRecord({ ...other, search: { ef: 16 } }),
      okRecord({ ...other, build: { m: 32 } }),
      okRecord({ ...other, clients: 4 }),
    ]);
    expect(measured(summaries)).toHaveLength(7);
    expect(measured(summaries).every(({ repetitions }) => repetitions === 1)).toBe(true);
  });

  it('knows ef_search under whatever name', () => {
    const ef = (search: Record<string, number>) =>
      only(summarise([okRecord({ search, latencies: upTo(20), measureMs: 1 })])).ef;
    expect([
      ef({ ef: 1 }),
      ef({ ef_search: 2 }),
      ef({ 'hnsw:search_ef': 3 }),
      ef({ efSearch: 4 }),
      ef({ nprobe: 5 }),
    ]).toEqual([1, 2, undefined, 4, undefined]);
  });

  it('says what is missing, once for each reason', () => {
    const why = { why: 'no such binary', remedy: 'install it' };
    const engine = { ...plainEngine, name: 'gone', title: 'Gone' };
    const summaries = summarise([
      first,
      missingRecord({ engine, search: { ef: 8 }, ...why }),
      missingRecord({ engine, search: { ef: 16 }, ...why }),
      missingRecord({ engine, search: { ef: 16 }, clients: 2, state: 'failed', why: 'died' }),
    ]);
    expect(summaries.slice(1)).toMatchObject([
      { state: 'missing', reason: 'unavailable', cells: 2, why: 'no such binary', remedy: 'install it' },
      { state: 'missing', reason: 'failed', cells: 1, why: 'died' },
    ]);
  });

  it('counts a lost repetition with its setting', () => {
    const lost = missingRecord({ k: 2, search: { ef: 8 }, repetition: 2, state: 'timed-out', why: 'took 60 s' });
    const workload = { ...first.cell.workload };
    const summary = only(summarise([first, second, { ...lost, cell: { ...lost.cell, workload } }]));
    expect(summary.repetitions).toBe(2);
    expect(summary.lost).toEqual([{ state: 'timed-out', why: 'took 60 s', cells: 1 }]);
  });

  it('merges findings by their worst verdict', () => {
    const finding = (verdict: 'pass' | 'warn' | 'fail', value: number) => ({
      check: 'count',
      verdict,
      numbers: { value },
      advice: verdict,
    });
    const runs = (['pass', 'warn', 'warn'] as const).map((verdict, repetition) =>
      okRecord({ repetition, latencies: upTo(20), measureMs: 1000, findings: [finding(verdict, repetition)] }),
    );
    expect(only(summarise(runs)).findings).toEqual([
      { check: 'count', verdict: 'warn', runs: 2, of: 3, numbers: { value: 1 }, advice: 'warn' },
    ]);
  });

  it('tells an engine that ignores ef', () => {
    const runs = [20, 200].map((ef) =>
      okRecord({ search: { ef }, latencies: upTo(20), hits: full(20, 7), measureMs: 1000 }),
    );
    for (const summary of measured(summarise(runs))) {
      expect(summary.findings).toMatchObject([{ check: 'recall-rises', verdict: 'fail' }]);
    }
  });

  it('makes nothing of nothing', () => expect(summarise([])).toEqual([]));
});
