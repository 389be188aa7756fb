import { describe, expect, it } from 'vitest';
import { figuresToCompare } from 'vexlab/dist/analysis/compare-figures';
import { type SettingRuns, settingRuns } from 'vexlab/dist/analysis/setting-runs';
import { ingestGrowth } from 'vexlab/dist/analysis/ingest-growth';
import type { IngestSummary } from 'vexlab/dist/analysis/ingest-summary';
import type { IngestRecord } from 'vexlab/dist/results/record';
import { summariseIngest } from 'vexlab/dist/analysis/summarise-ingest';
import { ingestTable } from 'vexlab/dist/views/tables/ingest-table';
import { plainEngine } from '../views/fixture-records';
import { growingFillings, ingestRecord, missingFilling, serverEngine } from '../views/fixture-ingest-records';

const measured = (outcomes: ReturnType<typeof summariseIngest>): IngestSummary[] =>
  outcomes.filter((one) => one.state === 'measured');

const five = (known: Omit<Parameters<typeof ingestRecord>[0], 'repetition'>) =>
  [0, 1, 2, 3, 4].map((repetition) => ingestRecord({ ...known, repetition }));

const mebibyte = 2 ** 20;
const memory = { before: 100 * mebibyte, peak: 190 * mebibyte, after: 120 * mebibyte };
const disk = { before: 1000, after: 41_000 };

describe('summariseIngest', () => {
  const known = { engine: serverEngine, insertMs: 2000, readyMs: 3000, memory, disk };

  it('tells acknowledged from searchable, and one insert from all of them', () => {
    const [one] = measured(summariseIngest(five({ ...known, batch: 100, fresh: true })));
    expect(one?.acknowledgedRate).toMatchObject({ value: 5000, n: 5, unit: 'builds' });
    expect(one?.searchableRate.value).toBe(2000);
    const [other] = measured(summariseIngest(five({ ...known, wallMs: 10_000, batch: 100, fresh: true })));
    expect([other?.acknowledgedRate.value, other?.searchableRate.value]).toEqual([5000, 1000]);
    expect(other?.runs[0]?.totalMs).toBe(10_000);
    expect(one?.inserts).toBe(500);
    // 100 inserts in 2,000 ms, read back to the histogram's three digits.
    expect(one?.insert.p95?.value).toBeCloseTo(20, 1);
    expect(one?.insert.p999).toBeUndefined();
  });

  it('takes the times that all have where older records stand with newer ones, in a setting and across settings', () => {
    const [older, newer] = [five({ ...known, batch: 100 }), five({ ...known, wallMs: 10_000, batch: 100 })];
    const mixed = [...older.slice(0, 2), ...newer.slice(2)];
    const sizes = [...older, ...five({ ...known, wallMs: 10_000, batch: 1000 })];
    for (const records of [mixed, sizes]) {
      const runs = measured(summariseIngest(records)).flatMap((one) => one.runs);
      expect(new Set(runs.map(({ totalMs }) => totalMs))).toEqual(new Set([5000]));
    }
    const [a, b] = [older, newer].map((records) => settingRuns(records, 'other workloads')[0] as SettingRuns);
    const searchable = (one: SettingRuns, other: SettingRuns) => {
      const { pairs } = figuresToCompare(one, other);
      return pairs[1]?.slice(0, 2).map((runs) => (runs as readonly { value: number }[])[0]?.value);
    };
    expect(searchable(a as SettingRuns, b as SettingRuns)).toEqual([5, 5]);
    expect(searchable(b as SettingRuns, b as SettingRuns)).toEqual([10, 10]);
  });

  it('subtracts what the engine had before, and keeps the peak as it was seen', () => {
    const [one] = measured(summariseIngest(five({ ...known, batch: 100, fresh: true })));
    expect(one?.memoryPerThousand).toMatchObject({ state: 'known', estimate: { value: 2 * mebibyte } });
    expect(one?.peakMemory).toMatchObject({ state: 'known', estimate: { value: 190 * mebibyte } });
    expect(one?.diskPerThousand).toMatchObject({ state: 'known', estimate: { value: 4000 } });
    expect(one?.peakDisk).toMatchObject({ state: 'known', estimate: { value: 41_000 } });
  });

  it('takes the mark of one process for its peak, and of several the looks, and says so', () => {
    const marked = (processes: number, bytes: number) =>
      measured(
        summariseIngest(
          five({ ...known, batch: 100 }).map((record) => ({
            ...record,
            memory: { ...record.memory, peak: { bytes, processes } },
          })),
        ),
      )[0]?.peakMemory;
    expect(marked(1, 250 * mebibyte)).toEqual({
      state: 'known',
      estimate: expect.objectContaining({ value: 250 * mebibyte }) as unknown,
    });
    // A process may have children that end before the marks are read.
    expect(marked(1, 150 * mebibyte)).toMatchObject({ estimate: { value: 190 * mebibyte } });
    expect(marked(2, 400 * mebibyte)).toMatchObject({
      estimate: { value: 190 * mebibyte },
      limit: expect.stringMatching(/several processes/) as string,
    });
  });

  it.each([
    ['had built others', { ...known, first: false }, /ask for it fresh/],
    [
      'was running already',
      { ...known, engine: { ...serverEngine, how: 'default-port' as const } },
      /was running before/,
    ],
    ['runs in the lab', { insertMs: 1, readyMs: 0, engine: plainEngine }, /runs in the lab's own process/],
    ['cannot be looked at', { insertMs: 1, readyMs: 0, engine: serverEngine }, /could not be looked at/],
  ])('says why there is no growth of an engine that %s', (_, facts, why) => {
    const [one] = measured(summariseIngest(five({ ...facts, batch: 1000 })));
    expect(one?.memoryPerThousand).toMatchObject({ state: 'not available', why: expect.stringMatching(why) as string });
  });

  it('says of how many runs a cost is known, where some have none', () => {
    const [fresh, used] = [true, false].map((first) => five({ ...known, batch: 100, first }));
    const records = [...(fresh ?? []).slice(0, 2), ...(used ?? []).slice(2)];
    const [one] = measured(summariseIngest(records));
    expect(one?.diskPerThousand).toMatchObject({
      state: 'known',
      estimate: { n: 2 },
      limit: 'of 2 of 5 runs: the engine had built others before: ask for it fresh (--fresh)',
    });
    expect(ingestTable([one as IngestSummary]).notes).toContainEqual(
      expect.stringMatching(/, disk per 1,000 vectors: of 2 of 5 runs: /),
    );
    expect(one?.peakDisk).not.toHaveProperty('limit');
  });

  it('keeps batch sizes and fresh engines apart, in the order of size, and what is missing with its reason', () => {
    const outcomes = summariseIngest([
      ...five({ ...known, batch: 1000 }),
      ...five({ ...known, batch: 10, fresh: true }),
      ...five({ ...known, batch: 10 }),
      missingFilling({ batch: 10, why: 'is not here' }),
    ]);
    expect(measured(outcomes).map(({ batch, fresh }) => [batch, fresh])).toEqual([
      [10, false],
      [1000, false],
      [10, true],
    ]);
    expect(outcomes.at(-1)).toMatchObject({ state: 'missing', why: 'is not here' });
  });

  it('counts the last record of a cell that a run holds twice', () => {
    const first = ingestRecord({ ...known, batch: 10 });
    const [one] = measured(
      summariseIngest([first, { ...first, build: { ...first.build, insertMs: 1000, readyMs: 0 } }]),
    );
    expect(one).toMatchObject({ repetitions: 1, searchableRate: { value: 10_000 } });
  });
});

describe('ingestGrowth', () => {
  const growth = ingestGrowth(summariseIngest(growingFillings()));
  const exponents = (cost: string, along: string) =>
    growth
      .filter((one) => one.cost === cost && one.along === along)
      .map(({ law }) => (law.state === 'fitted' ? Number(law.exponent.value.toFixed(3)) : law.why));

  it('finds the exponents that the records were made with, along n and along dim', () => {
    expect(exponents('memory', 'n')).toEqual([0.9, 0.9, 0.9]);
    expect(exponents('memory', 'dim')).toEqual([1, 1, 1]);
    expect(exponents('disk', 'n')).toEqual([1, 1, 1]);
    expect(exponents('time', 'dim')).toEqual([0, 0, 0]);
    const [first] = growth;
    expect(first).toMatchObject({ along: 'n', at: 128, over: [1000, 5000, 10_000] });
    const exponent = first?.law.state === 'fitted' ? first.law.exponent : undefined;
    expect(exponent?.low).toBeLessThan(0.9);
    expect(exponent?.high).toBeGreaterThan(0.9);
    expect(exponent?.high).toBeLessThan(0.95);
  });

  it('says why there is none: too few sizes, or a cost that is not known', () => {
    const two = ingestGrowth(summariseIngest(growingFillings([1000, 5000], [128])), ['memory']);
    expect(two.map(({ law }) => law)).toEqual([
      { state: 'not available', why: 'a curve takes 3 different x, there are 2' },
    ]);
    const inLab = [1000, 2000, 4000].map((n) => ingestRecord({ n, batch: 1000, insertMs: n, readyMs: 0 }));
    const [memoryOf] = ingestGrowth(summariseIngest(inLab), ['memory']);
    expect(memoryOf?.law).toMatchObject({
      state: 'not available',
      why: expect.stringMatching(/lab's own process/) as string,
    });
  });

  it('says of how many runs a cost is known, where some have none', () => {
    const records = growingFillings([1000, 5000, 10_000], [128]).map((record) =>
      record.dataset.n === 5000 && record.cell.repetition > 0
        ? { ...record, build: { ...record.build, first: false } }
        : record,
    );
    const [law] = ingestGrowth(summariseIngest(records), ['disk']).map((line) => line.law);
    expect(law).toMatchObject({
      state: 'fitted',
      why: expect.stringMatching(/; known at 5000 of 1 of 5 runs alone$/) as string,
    });
  });

  it('holds generated sets against each other only where all but vectors and components is the same', () => {
    const named = (more: string): IngestRecord[] =>
      growingFillings([1000, 5000], [128]).map((record) => {
        const dataset = { ...record.dataset, name: `${record.dataset.name},${more}` };
        return { ...record, dataset, cellId: `${record.cellId} ${more}` };
      });
    const over = (records: IngestRecord[]) => ingestGrowth(summariseIngest(records), ['time']).map((line) => line.over);
    expect(over([...named('seed=1'), ...named('seed=2')])).toEqual([
      [1000, 5000],
      [1000, 5000],
    ]);
    for (const other of ['clusters=99', 'intrinsic=4', 'seed=2']) {
      const [small, large] = [named('clusters=10'), named(other)];
      const apart = [
        ...small.filter(({ dataset }) => dataset.n === 1000),
        ...large.filter(({ dataset }) => dataset.n === 5000),
      ];
      expect(over(apart)).toEqual([]);
    }
    // What is left out of a name is the default.
    expect(over([...named('clusters=10').slice(0, 5), ...growingFillings([5000], [128])])).toEqual([[1000, 5000]]);
  });

  it('holds one size against nothing', () => {
    expect(ingestGrowth(summariseIngest(growingFillings([1000], [128])))).toEqual([]);
  });
});
