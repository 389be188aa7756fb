import { describe, expect, it } from 'vitest';
import { recordColumns } from 'vexlab/dist/analysis/record-columns';
import type { ColumnValue } from 'vexlab/dist/results/export/column';
import type { Record as LabRecord } from 'vexlab/dist/results/record';
import { sliceColumns } from 'vexlab/dist/analysis/slice-columns';
import { summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import { workloadTypes } from 'vexlab/dist/workload/kinds/kinds';
import { everyWorkload } from '../views/fixture-every-workload';
import { capacityRecord } from '../views/fixture-capacity-records';
import { enduranceRecord } from '../views/fixture-endurance-records';
import { ingestRecord, serverEngine } from '../views/fixture-ingest-records';
import { between } from '../views/fixture-mixed-records';
import { openRecord } from '../views/fixture-open-records';
import { hitsFor, missingRecord, okRecord, plainEngine } from '../views/fixture-records';
import { storedRun } from '../views/fixture-runs';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** The rows of the flat table as objects. */
function rowsOf(records: LabRecord[]): { [name: string]: ColumnValue }[] {
  const columns = recordColumns([storedRun(records)]);
  return records.map((_, row) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values[row] as ColumnValue])),
  );
}
const other = { ...plainEngine, name: 'other', title: 'Other' };

describe('a record of any workload as a row', () => {
  const records = everyWorkload();
  const rows = rowsOf(records);

  it('says of each that was measured which checks failed and warned, what failed, and what was built', () => {
    const types = new Set<string>();
    for (const [at, record] of records.entries()) {
      if (record.state !== 'ok') continue;
      types.add(record.cell.workload.type);
      for (const [column, verdict] of [
        ['checks_failed', 'fail'],
        ['checks_warned', 'warn'],
      ] as const) {
        const checks = record.findings.flatMap((finding) => (finding.verdict === verdict ? [finding.check] : []));
        expect(rows[at]?.[column]).toBe(checks.join(' '));
      }
      expect(rows[at]).toMatchObject({ errors: JSON.stringify(record.errors), build: record.build.id });
    }
    expect([...types].sort()).toEqual(workloadTypes.slice().sort());
  });

  it('has what an open loop was offered and completed, and what a user waited', () => {
    const [at] = [...records.entries()].find(
      ([, { state, cell }]) => state === 'ok' && cell.workload.type === 'open',
    ) ?? [NaN];
    const [summary] = summariseOpen([records[at] as LabRecord]);
    if (summary?.state !== 'measured') throw new Error('the fixture has no open loop');
    expect(rows[at]).toMatchObject({
      requests: summary.samples,
      failed: summary.failed,
      offered_per_second: summary.offered.value,
      completed_per_second: summary.completed.value,
      response_p50_ms: summary.response.p50?.value,
    });
  });
});

describe('what is of one workload alone', () => {
  const row = (record: LabRecord) => rowsOf([record])[0];

  it('of a search for the highest rate: how it ended, held, broken, and the recall of rates that were held', () => {
    const record = capacityRecord(0);
    const [summary] = summariseCapacity([record]);
    if (summary?.state !== 'measured') throw new Error('the fixture found no rate');
    expect(row(record)).toMatchObject({
      rate_search: 'found',
      held_per_second: summary.held?.value,
      broken_per_second: summary.broken?.value,
      windows: record.windows.length,
      requests: record.windows.reduce((sum, { requests }) => sum + requests, 0),
      recall: summary.recall?.over,
    });
  });

  it('of a search for the highest rate: what was not sent has failed', () => {
    const record = capacityRecord(0);
    const windows = record.windows.map((window, i) => ({ ...window, errors: i, notSent: 10 * i }));
    expect(row({ ...record, windows })).toMatchObject({ failed: 33 });
  });

  it('of a filling: both rates, the time of an insert, and peaks', () => {
    const memory = { before: 10, peak: 90, after: 50 };
    const filling = {
      batch: 100,
      repetition: 0,
      insertMs: 1000,
      readyMs: 500,
      wallMs: 2000,
      memory,
      disk: { before: 5, after: 7 },
    };
    const found = row(ingestRecord({ engine: serverEngine, ...filling }));
    expect(found).toMatchObject({
      acknowledged_vectors_per_second: 10_000,
      searchable_vectors_per_second: 5000,
      build_wall_ms: 2000,
      inserts: 100,
      peak_engine_memory_bytes: 90,
      peak_disk_bytes: 7,
      requests: null,
      recall: null,
      // 100 inserts carry a p50 and no p99.
      insert_p99_ms: null,
    });
    expect(found?.insert_p50_ms).toBeCloseTo(10, 1);
  });

  it('of a long run: all slices together, and each in a table of its own', () => {
    const slices = [
      { responses: new Array<number>(600).fill(1), failed: 6, memory: { engine: 100 } },
      { responses: new Array<number>(600).fill(3), failed: 0, memory: { engine: 200 } },
    ];
    const record = enduranceRecord({ slices });
    const found = row(record);
    expect(found).toMatchObject({ requests: 1206, failed: 6, slices: 2 });
    expect(found?.recall).toBeCloseTo(record.slices.reduce((sum, { hits }) => sum + hits, 0) / (1206 * record.k), 12);
    expect(found?.response_p50_ms).toBeCloseTo(3, 1);
    const columns = sliceColumns([storedRun([okRecord({ latencies: [1], measureMs: 1 }), record])]);
    const column = (wanted: string) => columns.find(({ name }) => name === wanted)?.values;
    expect(column('cell_id')).toEqual([record.cellId, record.cellId]);
    expect(column('slice')).toEqual([0, 1]);
    expect(column('requests')).toEqual([606, 600]);
    expect(column('failed')).toEqual([6, 0]);
    expect(column('engine_memory_bytes')).toEqual([100, 200]);
    expect(column('lab_memory_bytes')).toEqual([null, null]);
    expect(column('response_p50_ms')).toEqual([expect.closeTo(1, 1), expect.closeTo(3, 1)]);
  });

  it('of a slice whose percentile is that of a failed request: no number', () => {
    const slices = [{ responses: new Array<number>(400).fill(1), failed: 600, memory: {} }];
    const columns = sliceColumns([storedRun([enduranceRecord({ slices })])]);
    const names = ['response_p50_ms', 'response_p99_ms', 'failed'];
    expect(names.map((wanted) => columns.find(({ name }) => name === wanted)?.values)).toEqual([[null], [null], [600]]);
  });

  it('of an open loop its recall; of writes between searches their rates', () => {
    const answered = new Array<number>(100).fill(1);
    const hits = hitsFor(100, 10, 0.9);
    expect(row(openRecord({ rate: 100, responses: answered, services: answered, hits }))?.recall).toBeCloseTo(0.9, 12);
    expect(row(between({ inserts: 0.1, repetition: 0, median: 1 }))?.inserts_per_second).toBeCloseTo(50, 9);
  });
});

describe('a record as a row', () => {
  // 20 answered in 1, 2, … 20 ms and 5 that failed, k 2: 16 × 2 + 4 × 1 = 36 of 50 found, in 1 s.
  const record = okRecord({
    k: 2,
    search: { ef: 8 },
    latencies: upTo(20),
    hits: [...new Array<number>(16).fill(2), ...new Array<number>(4).fill(1), 0, 0, 0, 0, 0],
    errors: { refused: 5 },
    measureMs: 1000,
    findings: [
      { check: 'window', verdict: 'warn', numbers: {}, advice: '' },
      { check: 'count', verdict: 'pass', numbers: {}, advice: '' },
    ],
  });
  const [row] = rowsOf([record]);

  it('has what follows from it alone: recall, rate, mean', () => {
    expect(row).toMatchObject({ state: 'ok', recall: 0.72, qps: 20, requests: 25, failed: 5, errors: '{"refused":5}' });
    expect(row?.mean_ms).toBeCloseTo(10.5, 1);
  });
  it('has percentiles as far as 10 requests lie beyond them, failed ones being slower than all', () => {
    // Of 25 requests the 13th answered in 13 ms; p75 would leave 6.25 beyond it.
    expect(row?.p50_ms).toBeCloseTo(13, 1);
    for (const far of ['p75_ms', 'p90_ms', 'p95_ms', 'p99_ms', 'p999_ms', 'p9999_ms']) expect(row?.[far]).toBeNull();
    const [long] = rowsOf([okRecord({ latencies: upTo(1000), measureMs: 1000 })]);
    expect(long?.p99_ms).toBeCloseTo(990, -1);
    expect(long?.p999_ms).toBeNull();
    const [lost] = rowsOf([okRecord({ latencies: upTo(20), errors: { refused: 30 }, measureMs: 1000 })]);
    expect(lost?.p50_ms).toBeNull();
  });
  it('names the run, the machine, its versions, and the checks that warned', () => {
    expect(row).toMatchObject({
      run: '2026-01-02T03-04-05-aaaa',
      run_state: 'finished',
      machine: '3fa98c0d12e4b567',
      cpu_model: 'Example CPU 9000',
      cpu_cores: 8,
      machine_memory_bytes: 16 * 2 ** 30,
      kernel: '6.1.0',
      node_version: '20.20.2',
      commit: '0123abc',
      client_version: '1.0.0',
      checks_warned: 'window',
      checks_failed: '',
      why: null,
    });
  });
  it('of another machine than the manifest describes has its id alone', () => {
    const [elsewhere] = rowsOf([okRecord({ latencies: [1], measureMs: 1, machine: 'another' })]);
    expect(elsewhere).toMatchObject({ machine: 'another', cpu_model: null, kernel: null });
  });
  it('of a cell that was not measured says why, and holds no figure', () => {
    const [gone] = rowsOf([missingRecord({ why: 'no binary', remedy: 'install it', search: { ef: 8 } })]);
    expect(gone).toMatchObject({ state: 'unavailable', why: 'no binary', remedy: 'install it', ef: 8 });
    for (const name of ['recall', 'qps', 'p50_ms', 'requests', 'build', 'lab_cpu_ms', 'params_asked']) {
      expect(gone?.[name]).toBeNull();
    }
  });
  it('has no recall without truth', () => {
    expect(rowsOf([okRecord({ latencies: [1], measureMs: 1 })])[0]?.recall).toBeNull();
  });
});

describe('the parameters of all engines', () => {
  const measureMs = 1;
  const columns = recordColumns([
    storedRun([
      okRecord({ latencies: [1], measureMs, build: { m: 16, fast: true }, search: { ef: 8 } }),
      okRecord({ latencies: [1], measureMs, engine: other, build: { lists: 7, kind: 4 }, search: { ef_search: 8 } }),
      okRecord({ latencies: [1], measureMs, engine: other, build: { kind: 'flat' }, search: {} }),
    ]),
  ]);
  const column = (wanted: string) => columns.find(({ name }) => name === wanted);

  it('have columns of their own, empty where an engine has none of that name', () => {
    expect(column('index_m')).toEqual({ name: 'index_m', type: 'number', values: [16, null, null] });
    expect(column('index_fast')).toMatchObject({ type: 'flag', values: [true, null, null] });
    expect(column('search_ef_search')).toMatchObject({ type: 'number', values: [null, 8, null] });
    expect(column('ef')).toMatchObject({ values: [8, 8, null] });
  });
  it('are text where an engine has a number and another a word', () => {
    expect(column('index_kind')).toMatchObject({ type: 'text', values: [null, '4', 'flat'] });
  });
  it('leave every column as long as the records, and every name once', () => {
    expect(columns.every(({ values }) => values.length === 3)).toBe(true);
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  });
});
