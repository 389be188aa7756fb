import { describe, expect, it } from 'vitest';
import type { ComparedFigure } from 'vexlab/dist/analysis/compare-figures';
import { compareRuns, type RunComparison } from 'vexlab/dist/analysis/compare-runs';
import type { Workload } from 'vexlab/dist/results/cell';
import type { Record as LabRecord, MeasuredRecord, OpenRecord } from 'vexlab/dist/results/record';
import { batch } from '../views/fixture-batched-records';
import { capacityRecord } from '../views/fixture-capacity-records';
import { enduranceRecord } from '../views/fixture-endurance-records';
import { everyWorkload, planted, workloads } from '../views/fixture-every-workload';
import { ladder } from '../views/fixture-filtered-records';
import { ingestRecord, serverEngine } from '../views/fixture-ingest-records';
import { between } from '../views/fixture-mixed-records';
import { openRecord } from '../views/fixture-open-records';
import { missingRecord } from '../views/fixture-records';
import { storedRun } from '../views/fixture-runs';

const repetitions = [0, 1, 2, 3, 4];
const compared = (a: LabRecord[], b: LabRecord[]): RunComparison => compareRuns(storedRun(a), storedRun(b));

/** The figures of the only setting of another workload. */
function figures({ others }: RunComparison): { [name: string]: ComparedFigure } {
  expect(others.compared).toHaveLength(1);
  return Object.fromEntries((others.compared[0]?.figures ?? []).map((figure) => [figure.name, figure]));
}

const fillings = (insertMs: number): LabRecord[] =>
  repetitions.map((repetition) =>
    ingestRecord({ engine: serverEngine, batch: 100, repetition, insertMs: insertMs + repetition, readyMs: 100 }),
  );

describe('fillings of two runs', () => {
  it('are compared by acknowledged rate and time until searchable, of which less is better', () => {
    const found = figures(compared(fillings(1000), fillings(2000)));
    expect(Object.keys(found)).toEqual(['acknowledged_per_second', 'searchable_s', 'peak_memory_mib']);
    expect(found.acknowledged_per_second).toMatchObject({
      state: 'compared',
      shown: 'A',
      effect: -1,
      change: { value: expect.closeTo(1002 / 2002, 9) as number },
      test: { name: 'Mann–Whitney', comparisons: 2 },
    });
    expect(found.searchable_s).toMatchObject({ shown: 'A', effect: 1, a: { value: 1.102 }, b: { value: 2.102 } });
    expect(found.peak_memory_mib).toMatchObject({
      state: 'not comparable',
      why: "in A and B the engine's processes could not be looked at from here",
    });
  });

  it('that fell in rate, the other way round, are won by B', () => {
    expect(figures(compared(fillings(2000), fillings(1000))).acknowledged_per_second).toMatchObject({ shown: 'B' });
  });

  it('of the same rate show no difference, and the ratio that would be is said or why not', () => {
    expect(figures(compared(fillings(1000), fillings(1000))).acknowledged_per_second).toMatchObject({
      shown: 'no difference shown',
      detectable: { state: 'not available', why: 'it takes 10 runs of one setting (A/A), there are 5' },
    });
  });

  it('too few for a test have figures, no test, and say so', () => {
    expect(figures(compared(fillings(1000).slice(0, 3), fillings(2000))).acknowledged_per_second).toMatchObject({
      state: 'compared',
      shown: 'no difference shown',
      why: '3 runs of a setting leave no interval',
      test: { comparisons: 0 },
    });
  });
});

describe('open loops of two runs', () => {
  const loops = (latency: number, failed: number): LabRecord[] =>
    repetitions.map((repetition): OpenRecord => {
      const answered = new Array<number>(1000).fill(latency * (1 + repetition / 100));
      const record = openRecord({
        rate: 500,
        repetition,
        buildIndex: repetition,
        responses: answered,
        services: answered,
      });
      const requests = 1000 + failed;
      return { ...record, answers: { ...record.answers, requests }, errors: failed > 0 ? { refused: failed } : {} };
    });

  it('are compared by p50, p99 and the share that failed, a share by its difference', () => {
    const found = figures(compared(loops(1, 0), loops(2, 0)));
    expect(Object.keys(found)).toEqual(['response_p50_ms', 'response_p99_ms', 'failed_share', 'recall']);
    expect(found.response_p50_ms).toMatchObject({ shown: 'A', change: { value: expect.closeTo(2, 2) as number } });
    expect(found.response_p99_ms).toMatchObject({ shown: 'A' });
    expect(found.failed_share).toMatchObject({ shown: 'no difference shown', change: { value: 0 } });
  });

  it('are not told apart by one failure a run, which five runs have by chance, however alike they are', () => {
    const { failed_share: share } = figures(compared(loops(1, 0), loops(1, 1)));
    // The same figure and interval as the summary's of each.
    expect(share).toMatchObject({ shown: 'no difference shown', a: { value: 0, low: 0 }, b: { value: 5 / 5005 } });
    if (share?.state !== 'compared' || !('value' in share.change)) throw new Error('not compared');
    expect(share.a.high).toBeCloseTo(1 - 0.025 ** (1 / 5000), 9);
    expect(share.b.low).toBeLessThan(share.a.high);
    expect(share.change.low).toBeLessThan(0.0001);
    expect(share.change.high).toBeGreaterThan(0.002);
    // Five failures, all on one side: 2 of 2^5.
    expect(share.test.p).toBeCloseTo(2 / 32, 3);
  });

  it('of which one fails are told by that, where a ratio would be of nothing', () => {
    const found = figures(compared(loops(1, 0), loops(1, 100)));
    expect(found.failed_share).toMatchObject({ shown: 'A', a: { value: 0 }, effect: 1 });
    const change = found.failed_share?.state === 'compared' ? found.failed_share.change : undefined;
    expect(change && 'value' in change ? change.value : NaN).toBeGreaterThan(0.05);
    expect(found.response_p99_ms).toMatchObject({
      state: 'not comparable',
      why: 'in B its p99 falls among the requests that failed',
    });
  });
});

describe('each other workload of two runs', () => {
  const five = (make: (repetition: number) => LabRecord): LabRecord[] => repetitions.map(make);

  it('capacity: the rate held, and no recall, which has no interval to be compared by', () => {
    const runs = five((repetition) => capacityRecord(repetition));
    const found = figures(compared(runs, runs));
    expect(found.held_per_second).toMatchObject({
      state: 'compared',
      shown: 'no difference shown',
      change: { value: 1 },
    });
    expect(Object.keys(found)).toEqual(['held_per_second']);
  });

  it('capacity: a search that found no rate is not comparable, and why', () => {
    const none = five((repetition) => {
      const { windows, ...record } = capacityRecord(repetition);
      return { ...record, windows: windows.slice(0, 1) };
    });
    expect(
      figures(
        compared(
          five((repetition) => capacityRecord(repetition)),
          none,
        ),
      ).held_per_second,
    ).toMatchObject({
      state: 'not comparable',
      why: 'in B its search did not end with a rate: not ended',
    });
  });

  it('filtered: recall and p50 of each share that passes', () => {
    const { others } = compared(ladder(), ladder(undefined, 0.5));
    const shares = others.compared.map(({ a: { workload } }) => 'selectivity' in workload && workload.selectivity);
    expect(shares).toEqual([0.0005, 0.1, 0.9]);
    for (const { figures: rows } of others.compared) {
      const [recall, qps, p50] = rows;
      expect(recall).toMatchObject({ name: 'recall', shown: 'no difference shown' });
      expect(qps).toMatchObject({ name: 'qps', shown: 'A' });
      expect(p50).toMatchObject({ name: 'p50_ms', shown: 'A' });
    }
  });

  it('batched: queries a second and p50, with a recall of queries', () => {
    const sized = (median: number) => five((repetition) => batch({ size: 10, repetition, recall: 0.97, median }));
    const found = figures(compared(sized(4), sized(2)));
    expect(found.qps).toMatchObject({ shown: 'B', change: { value: expect.closeTo(2, 6) as number } });
    expect(found.p50_ms).toMatchObject({ shown: 'B' });
    expect(found.recall).toMatchObject({ a: { value: 0.97 }, change: { value: 0 } });
  });

  it('mixed: recall, p99 of the searches, and the rates of the writes that were asked for', () => {
    const mixed = (median: number, inserts: number) => five((repetition) => between({ inserts, repetition, median }));
    const found = figures(compared(mixed(1, 0.1), mixed(3, 0.1)));
    expect(Object.keys(found)).toEqual(['recall', 'qps', 'p99_ms', 'inserts_per_second', 'failed_share']);
    expect(found.p99_ms).toMatchObject({ state: 'compared', shown: 'A' });
    expect(found.inserts_per_second).toMatchObject({
      state: 'compared',
      a: { value: expect.closeTo(50, 6) as number },
    });
    expect(Object.keys(figures(compared(mixed(1, 0), mixed(3, 0))))).not.toContain('inserts_per_second');
  });

  it('endurance: percentiles of the whole run and failures; no recall, which has no interval', () => {
    const long = (p50: number) =>
      five((repetition) =>
        enduranceRecord({
          repetition,
          buildIndex: repetition,
          slices: [1, 2].map(() => ({
            responses: new Array<number>(600).fill(p50 + repetition / 100),
            failed: 6,
            memory: {},
          })),
        }),
      );
    const found = figures(compared(long(1), long(2)));
    expect(Object.keys(found)).toEqual(['response_p50_ms', 'response_p99_ms', 'failed_share']);
    expect(found.response_p50_ms).toMatchObject({ state: 'compared', shown: 'A' });
    expect(found.failed_share).toMatchObject({ change: { value: 0 } });
  });
});

describe('two runs of every workload', () => {
  const all = everyWorkload();
  const others = workloads.filter((type) => type !== 'search');
  const typesOf = (settings: readonly { readonly workload: Workload }[]) => [
    ...new Set(settings.map(({ workload }) => workload.type)),
  ];

  it('compare each of them, all tests corrected together', () => {
    const found = compared(all, all);
    expect(typesOf(found.others.compared.map(({ a }) => a)).sort()).toEqual([...others].sort());
    const counts = [
      ...found.compared.map(({ comparison }) => comparison.test.comparisons),
      ...found.others.compared.flatMap(({ figures: rows }) =>
        rows.flatMap((row) => (row.state === 'compared' ? [row.test.comparisons] : [])),
      ),
    ];
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThan(found.compared.length);
  });

  it('leave nothing out: what only one measured, what failed in the other, what neither did', () => {
    const gone = (record: LabRecord): LabRecord =>
      record.state === 'ok' ? { ...missingFor(record), cell: record.cell, cellId: record.cellId } : record;
    const failing = compared(
      all,
      all.map((record) => (record.cell.workload.type === 'search' ? record : gone(record))),
    );
    expect(typesOf(failing.others.onlyA.map(({ setting }) => setting)).sort()).toEqual([...others].sort());
    expect(new Set(failing.others.onlyA.map(({ why }) => why))).toEqual(new Set(['failed: the server went away']));
    for (const type of others) {
      const { gone: missing, lost } = planted(type);
      expect(failing.neither).toContainEqual(expect.objectContaining({ reason: missing.state, why: missing.why }));
      const settings = failing.others.onlyA.flatMap(({ setting }) => setting.lost);
      expect(settings).toContainEqual(expect.objectContaining({ state: lost.state, why: lost.why, cells: 1 }));
    }
    const alone = compared(
      all,
      all.filter(({ cell }) => cell.workload.type === 'search'),
    );
    expect(new Set(alone.others.onlyA.map(({ why }) => why))).toEqual(new Set(['no such setting']));
  });
});

const missingFor = ({ engine, dataset }: MeasuredRecord) =>
  missingRecord({ engine, dataset, state: 'failed', why: 'the server went away' });
