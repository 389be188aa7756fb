import { describe, expect, it } from 'vitest';
import { compareRuns } from 'vexlab/dist/analysis/compare-runs';
import type { Record as LabRecord } from 'vexlab/dist/results/record';
import type { StoredRun } from 'vexlab/dist/results/run-store';
import { hitsFor, missingRecord, okRecord, plainEngine } from '../views/fixture-records';
import { storedRun } from '../views/fixture-runs';

const wobble = [0, 1, -1, 2, -2];

/** Five runs, each of its own build, with about this rate. */
const runs = (rate: number, more: Partial<Parameters<typeof okRecord>[0]> = {}, recall = 0.95): LabRecord[] =>
  wobble.map((off, repetition) =>
    okRecord({
      latencies: new Array<number>(100).fill(1),
      hits: hitsFor(100, 10, recall),
      measureMs: 100_000 / (rate + off),
      search: { ef: 16 },
      repetition,
      buildIndex: repetition,
      ...more,
    }),
  );

/** The same records as another run of another day, machine, engine version and commit. */
function elsewhere(records: LabRecord[]): StoredRun {
  const engine = { ...plainEngine, clientVersion: '2.0.0' };
  const moved = records.map((record) => ({ ...record, run: 'later', machine: 'another', commit: 'fed', engine }));
  const run = storedRun(moved);
  const machine = { ...run.manifest.machine, id: 'another', cpu: { ...run.manifest.machine.cpu, model: 'Other CPU' } };
  return { ...run, manifest: { ...run.manifest, run: 'later', createdAt: '2026-01-03T03:04:05.000Z', machine } };
}

describe('two runs', () => {
  it('are matched by what was measured, whatever run, commit, machine and version', () => {
    const { compared, onlyA, onlyB, neither } = compareRuns(storedRun(runs(100)), elsewhere(runs(300)));
    expect([compared.length, onlyA, onlyB, neither]).toEqual([1, [], [], []]);
    expect(compared[0]).toMatchObject({
      faster: 'B',
      comparison: { larger: 'first', effect: 1, test: { name: 'Mann–Whitney', comparisons: 3 } },
      recallDiffers: false,
    });
    expect(compared[0]?.comparison.ratio).toMatchObject({ value: 3, low: expect.closeTo(300 / 102, 12) as number });
    expect(compared[0]?.a.engine.clientVersion).toBe('1.0.0');
    expect(compared[0]?.b.engine.clientVersion).toBe('2.0.0');
  });

  it('the other way round give the other answer', () => {
    const { compared } = compareRuns(storedRun(runs(300)), elsewhere(runs(100)));
    expect(compared[0]?.faster).toBe('A');
    expect(compared[0]?.comparison.ratio).toMatchObject({ value: expect.closeTo(1 / 3, 12) as number });
  });

  it('of equal rates show no difference, and say what they would show only where that is known', () => {
    const { compared } = compareRuns(storedRun(runs(100)), elsewhere(runs(101)));
    expect(compared[0]).toMatchObject({
      faster: 'no difference shown',
      comparison: { why: expect.stringContaining('the 95 % intervals overlap') as string },
      detectable: { state: 'not available', why: 'it takes 10 runs of one setting (A/A), there are 5' },
    });
    const many = (rate: number) =>
      Array.from({ length: 12 }, (_, i) => runs(rate + (i % 5), { repetition: i, buildIndex: i })[i % 5] as LabRecord);
    const [known] = compareRuns(storedRun(many(100)), elsewhere(many(100))).compared;
    expect(known?.detectable).toMatchObject({ state: 'known', runs: 12, builds: 12, from: { runs: 12, builds: 12 } });
  });

  it('are tested together: the p of every setting is corrected for all', () => {
    const both = (factor: number) => [
      ...runs(100 * factor),
      ...runs(200 * factor, { clients: 4 }),
      ...runs(50, { k: 5 }),
    ];
    const { compared } = compareRuns(storedRun(both(1)), elsewhere(both(2)));
    expect(compared.map(({ faster, comparison }) => [faster, comparison.test.comparisons])).toEqual([
      ['no difference shown', 9],
      ['B', 9],
      ['B', 9],
    ]);
    // By Holm the second smallest p of nine is corrected for the eight that are left.
    const { name, p, adjusted } = compared[1]?.comparison.test ?? { p: NaN };
    expect(name).toBe('Welch');
    expect(adjusted).toBeCloseTo(8 * p, 15);
  });

  it('with another seed of the sweep are still of the same settings', () => {
    const other = runs(100).map((record) => ({ ...record, cell: { ...record.cell, seed: 2 } }) as LabRecord);
    expect(compareRuns(storedRun(runs(100)), storedRun(other)).compared).toHaveLength(1);
  });

  it('with other parameters, rows, load or data are not', () => {
    const others = [
      { search: { ef: 17 } },
      { build: { m: 32 } },
      { clients: 2 },
      { k: 5 },
      { dataset: { n: 20_000 } },
      { dataset: { digest: 'd9' } },
      { latencies: [1, 2] },
      { engine: { ...plainEngine, name: 'other' } },
    ];
    for (const more of others) {
      const { compared, onlyA, onlyB } = compareRuns(storedRun(runs(100)), storedRun(runs(100, more)));
      expect([compared.length, onlyA.length, onlyB.length]).toEqual([0, 1, 1]);
    }
  });

  it('tell what became of a setting that only one measured, and what neither did', () => {
    const ofLoad = (record: LabRecord) => ({ ...record.cell.workload, requests: 100 });
    const gone = missingRecord({ search: { ef: 16 }, state: 'timed-out', why: 'took 60 s' });
    const other = { ...plainEngine, name: 'other', title: 'Other' };
    const never = missingRecord({ engine: other, why: 'no binary' });
    const lost = { ...gone, cell: { ...gone.cell, workload: ofLoad(gone) } };
    const found = compareRuns(
      storedRun([...runs(100), never]),
      storedRun([lost, ...runs(100, { search: { ef: 32 } }), never]),
    );
    expect(found.compared).toEqual([]);
    expect(found.onlyA.map(({ setting, why }) => [setting.ef, why])).toEqual([[16, 'timed-out: took 60 s']]);
    expect(found.onlyB.map(({ setting, why }) => [setting.ef, why])).toEqual([[32, 'no such setting']]);
    expect(found.neither).toMatchObject([
      { engine: { name: 'other' }, reason: 'unavailable', why: 'no binary', cells: 1 },
    ]);
  });

  it('whose recall differs are marked: their rates are not of equal answers', () => {
    const { compared } = compareRuns(storedRun(runs(100, {}, 0.9)), storedRun(runs(100, {}, 0.99)));
    expect(compared[0]?.recallDiffers).toBe(true);
  });
});

describe('closed loops of two runs, beside their rates', () => {
  const figure = (name: string, here: LabRecord[], there: LabRecord[]) =>
    compareRuns(storedRun(here), elsewhere(there)).figures[0]?.figures.find((one) => one.name === name);
  /** Of a thousand requests each, whose slowest fifty take this long, milliseconds. */
  const slowest = (ms: number) =>
    wobble.flatMap((off, repetition) =>
      runs(100, {
        latencies: [...new Array<number>(950).fill(1), ...new Array<number>(50).fill(ms + off / 10)],
        hits: hitsFor(1000, 10, 0.95),
        measureMs: 10_000,
      }).slice(repetition, repetition + 1),
    );

  it('show a p99 that is ten times longer at the same rate, among all comparisons of the runs', () => {
    const [here, there] = [slowest(2), slowest(20)];
    const found = compareRuns(storedRun(here), elsewhere(there));
    expect(found.compared[0]?.faster).toBe('no difference shown');
    expect(found.figures[0]?.figures.map(({ name }) => name)).toEqual(['p50_ms', 'p99_ms', 'failed_share']);
    expect(figure('p99_ms', here, there)).toMatchObject({
      shown: 'A',
      test: { comparisons: 4 },
      change: { value: expect.closeTo(10, 1) as number },
    });
    expect(figure('p50_ms', here, there)).toMatchObject({ shown: 'no difference shown', change: { value: 1 } });
  });

  it('show a share that fails', () => {
    const failing = slowest(2).map((record) => ({ ...record, errors: { refused: 100 } }) as LabRecord);
    expect(figure('failed_share', slowest(2), failing)).toMatchObject({ shown: 'A', a: { value: 0 }, effect: 1 });
  });

  it('say of a percentile that too few requests carry that it cannot be compared', () => {
    expect(figure('p99_ms', runs(100), runs(100))).toMatchObject({
      state: 'not comparable',
      why: 'in A and B too few requests carry its p99',
    });
  });
});

describe('what else differs', () => {
  it('is told: machine, versions, commit and sweep', () => {
    const b = elsewhere(runs(100));
    const manifest = {
      ...b.manifest,
      sweep: { ...b.manifest.sweep, repetitions: 20 },
      versions: { ...b.manifest.versions, node: '22.1.0', new: '1.0.0' },
    };
    const { differences } = compareRuns(storedRun(runs(100)), { ...b, manifest });
    expect(differences).toEqual([
      { kind: 'machine', what: 'id', a: '3fa98c0d12e4b567', b: 'another' },
      { kind: 'machine', what: 'cpu.model', a: 'Example CPU 9000', b: 'Other CPU' },
      { kind: 'version', what: 'plain client', a: '1.0.0', b: '2.0.0' },
      { kind: 'version', what: 'node', a: '20.20.2', b: '22.1.0' },
      { kind: 'version', what: 'new', a: '—', b: '1.0.0' },
      { kind: 'commit', what: 'lab', a: '0123abc', b: 'fed' },
      { kind: 'sweep', what: 'repetitions', a: '5', b: '20' },
    ]);
  });
  it('is nothing where nothing does', () => {
    expect(compareRuns(storedRun(runs(100)), storedRun(runs(200))).differences).toEqual([]);
  });
  it('is told too where one run holds records of two machines', () => {
    const mixed = runs(100).map((record, i) => (i === 0 ? { ...record, machine: 'another' } : record));
    const { differences, compared } = compareRuns(storedRun(runs(100)), storedRun(mixed));
    expect(differences).toEqual([
      { kind: 'machine', what: 'id', a: '3fa98c0d12e4b567', b: '3fa98c0d12e4b567, another' },
    ]);
    // Its machines are not averaged over: each is held against A.
    expect(compared.map(({ b }) => b.repetitions).sort()).toEqual([1, 4]);
  });
});
