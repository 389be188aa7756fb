import { describe, expect, it } from 'vitest';
import type { Engine } from 'vexlab/dist/engines/engine';
import { unpackUint16 } from 'vexlab/dist/results/pack';
import type { FilteredRecord, MissingRecord, Record } from 'vexlab/dist/results/record';
import { attributeOf, defaultLadder, rungOf } from 'vexlab/dist/workload/data/filter-ladder';
import { filterRespected } from 'vexlab/dist/workload/checks/filter-respected';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { scriptedEngine } from './scripted-engine';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep, temporaryFolder } from './small-sweep';

const rows = 2000;
const dataset = smallDataset(rows);

const measure = (engine: Engine, part: Partial<Sweep> = {}) =>
  runSweep(
    smallSweep({ workloads: [{ type: 'filtered' }], requests: 40, ...part }),
    { output: temporaryFolder() },
    laboratory([engine], [dataset]),
  );

const filtered = (records: readonly Record[]): FilteredRecord[] =>
  records.map((record) => {
    if (record.state === 'ok' && record.measured === 'filtered') return record;
    throw new Error(`expected a filtered cell: ${JSON.stringify(record).slice(0, 900)}`);
  });
const hitsOf = ({ answers }: FilteredRecord): number[] => [...unpackUint16(answers.hits as string)];
const verdictOf = ({ findings }: FilteredRecord, check: string) =>
  findings.find((finding) => finding.check === check)?.verdict;

describe('the ladder', () => {
  it('lets exactly its share of the rows pass, to the nearest row', () => {
    for (const n of [2000, 9_999]) {
      const counts = defaultLadder.map((share) => rungOf(share, n, 1).rows.length);
      expect(counts).toEqual(defaultLadder.map((share) => Math.round(share * n)));
    }
    const { rows: passing, passes } = rungOf(0.25, 2000, 1);
    expect(Array.from({ length: 2000 }, (_, row) => row).filter(passes)).toEqual([...passing]);
  });

  it('is drawn by the seed and by the share, whatever else is asked for', () => {
    expect(rungOf(0.1, 2000, 1).rows).toEqual(rungOf(0.1, 2000, 1).rows);
    expect(rungOf(0.1, 2000, 1).rows).not.toEqual(rungOf(0.1, 2000, 2).rows);
    const half = new Set(rungOf(0.5, 20_000, 1).rows);
    const both = rungOf(0.1, 20_000, 1).rows.filter((row) => half.has(row)).length;
    // Independent draws share 1,000 of the 2,000, give or take 22 (hypergeometric).
    expect(Math.abs(both - 1000)).toBeLessThan(5 * 22);
  });

  it('is drawn over the whole of the dataset', () => {
    const { rows: passing } = rungOf(0.5, 20_000, 1);
    const mean = passing.reduce((sum, row) => sum + row, 0) / passing.length;
    // The mean of half of 0 to 19,999 without replacement: 9,999.5, give or take 41.
    expect(Math.abs(mean - 9999.5)).toBeLessThan(5 * 41);
  });
});

describe('a filtered cell', () => {
  it('finds all of an exact engine on every rung, also where fewer than k rows pass', async () => {
    const { engine, deeds } = scriptedEngine('a', { filter: 'respects' });
    const records = filtered((await measure(engine)).records);
    expect(records.map(({ filter }) => filter.selectivity).sort()).toEqual([...defaultLadder].sort());
    for (const record of records) {
      const { matching, selectivity } = record.filter;
      expect(matching).toBe(Math.round(selectivity * rows));
      expect(hitsOf(record)).toEqual(Array(40).fill(Math.min(5, matching)));
      expect(record.answers.short).toBe(0);
      expect(['filter-respected', 'answers'].map((check) => verdictOf(record, check))).toEqual(['pass', 'pass']);
    }
    expect(Math.min(...records.map(({ filter }) => filter.matching))).toBe(2);
    // One index for all rungs, whose rows carry one attribute each.
    expect(deeds.opened).toHaveLength(1);
    expect(deeds.opened[0]?.attributes).toEqual(
      Object.fromEntries(defaultLadder.map((share) => [attributeOf(share), 'text'])),
    );
    for (const share of defaultLadder) {
      const passing = deeds.attributes.filter((carried) => carried[attributeOf(share)] === 'yes');
      expect(passing).toHaveLength(Math.round(share * rows));
    }
  });

  it('names an engine that ignores the filter, and counts none of what does not pass as a hit', async () => {
    const { engine } = scriptedEngine('a', { filter: 'ignores' });
    const records = filtered(
      (await measure(engine, { workloads: [{ type: 'filtered', selectivities: [0.25] }] })).records,
    );
    const [record] = records as [FilteredRecord];
    const finding = record.findings.find(({ check }) => check === 'filter-respected');
    expect(finding).toMatchObject({ verdict: 'fail', numbers: { returned: 200 } });
    // Of the 5 nearest of all, those that pass are among the 5 nearest that pass.
    const found = hitsOf(record).reduce((sum, hits) => sum + hits, 0);
    expect(finding?.numbers.wrong).toBe(200 - found);
    expect([...unpackUint16(record.answers.tieHits as string)]).toEqual(hitsOf(record));
  });

  it('is another index than the plain one, and plain searches ask nothing of attributes', async () => {
    const { engine, deeds } = scriptedEngine('a', { filter: 'respects' });
    const workloads: Sweep['workloads'] = [{ type: 'search' }, { type: 'filtered', selectivities: [0.5, 0.1] }];
    const { records } = await measure(engine, { workloads, repetitions: 2, builds: 1 });
    expect(records.map(({ state }) => state)).toEqual(Array(6).fill('ok'));
    expect(deeds.opened.map(({ attributes }) => Object.keys(attributes ?? {}).length).sort()).toEqual([0, 2]);
    const ids = new Set(records.flatMap((record) => (record.state === 'ok' ? [record.build.id] : [])));
    expect(ids.size).toBe(2);
  });

  it('carries attributes in the order of a later build too', async () => {
    const { engine } = scriptedEngine('a', { filter: 'respects' });
    const { records } = await measure(engine, { repetitions: 2, builds: 2 });
    for (const record of filtered(records)) {
      expect(hitsOf(record)).toEqual(Array(40).fill(Math.min(5, record.filter.matching)));
    }
  });
});

describe('what cannot be filtered', () => {
  const missing = (records: readonly Record[]) => records.map((record) => record as MissingRecord);

  it('is skipped for an engine without filters, with the reason', async () => {
    const { engine, deeds } = scriptedEngine('a');
    const { records } = await measure(engine, { workloads: [{ type: 'filtered', selectivities: [0.5] }] });
    expect(missing(records)).toMatchObject([
      { state: 'skipped', why: 'a cannot search with a filter', remedy: 'npx vexlab engines says which can' },
    ]);
    expect(deeds.opened).toEqual([]);
  });

  it('is skipped where not one row would pass', async () => {
    const { engine } = scriptedEngine('a', { filter: 'respects' });
    const { records } = await measure(engine, { workloads: [{ type: 'filtered', selectivities: [0.0002] }] });
    expect(missing(records)).toMatchObject([
      { state: 'skipped', why: '0.0002 of the 2000 rows of small is less than one row' },
    ]);
  });
});

describe('filter-respected', () => {
  const none = 0xffffffff;
  it.each([
    [[1, 3, none], 'pass', { returned: 2, wrong: 0 }],
    [[1, 2, 4], 'fail', { returned: 3, wrong: 2 }],
    [[none, none], 'warn', { returned: 0, wrong: 0 }],
  ] as const)('of %j is %s', (returned, verdict, numbers) => {
    const odd = (row: number): boolean => row % 2 === 1;
    expect(filterRespected(Uint32Array.from(returned), odd)).toMatchObject({ verdict, numbers });
  });
});
