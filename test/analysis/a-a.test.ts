import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare, type RunValue } from 'vexlab/dist/analysis/compare';
import { compareRuns } from 'vexlab/dist/analysis/compare-runs';
import { detectable } from 'vexlab/dist/analysis/detectable';
import { isMeasured } from 'vexlab/dist/analysis/panels';
import { rates } from 'vexlab/dist/analysis/rates';
import { summarise } from 'vexlab/dist/analysis/summarise';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import { projectRoot } from 'vexlab/dist/base/paths';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { readRun, type StoredRun } from 'vexlab/dist/results/run-store';
import { compareRunsTable } from 'vexlab/dist/views/tables/compare-runs-table';

/** One engine and one setting, measured again and again: what differs here is noise alone. */
const folder = join(projectRoot, 'results', 'baselines', 'a-a');
let run: StoredRun;
let setting: MeasuredSummary;
let aa: RunValue[];
beforeAll(async () => {
  run = await readRun(join(folder, readdirSync(folder)[0] ?? ''));
  const measured = summarise(run.records).filter(isMeasured);
  expect(measured).toHaveLength(1);
  setting = measured[0] as MeasuredSummary;
  aa = rates(setting);
});

/** Half of the index builds, with all their runs, against the other half. */
function halves<T>(seed: number, runs: readonly T[], buildOf: (one: T) => string): [T[], T[]] {
  const random = seededRandom(seed);
  const builds = [...new Set(runs.map(buildOf))]
    .map((build) => ({ build, place: random.below(2 ** 31) }))
    .sort((a, b) => a.place - b.place)
    .map(({ build }) => build);
  const first = new Set(builds.slice(0, builds.length >> 1));
  return [runs.filter((one) => first.has(buildOf(one))), runs.filter((one) => !first.has(buildOf(one)))];
}

const seeds = Array.from({ length: 100 }, (_, seed) => seed);

/** How many of 100 splits show the first half, its rates times `factor`, to be the larger or the smaller. */
function shown(factor: number): { first: number; second: number; neither: number } {
  const found = seeds.map((seed) => {
    const [a, b] = halves(seed, aa, ({ build }) => build);
    const faster = a.map(({ value, build }) => ({ value: value * factor, build }));
    return compare(faster, b).larger;
  });
  const count = (which: (typeof found)[number]): number => found.filter((one) => one === which).length;
  return { first: count('first'), second: count('second'), neither: count('no difference shown') };
}

describe('A/A runs of hnswlib', () => {
  it('are many, of many builds, and nothing failed', () => {
    expect(run.manifest).toMatchObject({ state: 'finished', sweep: { datasets: ['sift-photos'], scales: ['small'] } });
    expect(setting).toMatchObject({ engine: { name: 'hnswlib' }, dataset: { n: 10_000 }, failed: 0, lost: [] });
    expect([setting.repetitions, setting.builds]).toEqual([40, 20]);
  });

  // By chance: successive builds are alike, which the check `steady` tells (its own test), and two runs made one after
  // the other are no such split.
  it('show no difference in at least 95 of 100 seeded splits', () => {
    expect(shown(1).neither).toBeGreaterThanOrEqual(95);
  });

  it('show one of the size of the minimum detectable effect in about 80 of 100', () => {
    const found = detectable(aa);
    if (found.state !== 'known') throw new Error(found.why);
    expect(found).toMatchObject({ runs: 20, builds: 10, from: { runs: 40, builds: 20 } });
    // Of 100 draws with a chance of 0.8, 95 % of samples show 72 to 87.
    const faster = shown(found.ratio);
    expect(faster.first).toBeGreaterThanOrEqual(72);
    expect(faster.first).toBeLessThanOrEqual(87);
    expect(faster.second).toBe(0);
    const slower = shown(1 / found.ratio);
    expect(slower.second).toBeGreaterThanOrEqual(72);
    expect(slower.second).toBeLessThanOrEqual(87);
    expect(slower.first).toBe(0);
  }, 300_000);

  it('held against each other as two runs are said to show no difference, and what they would show', () => {
    const [a, b] = halves(7, run.records, (record) => (record.state === 'ok' ? record.build.id : ''));
    const comparison = compareRuns({ ...run, records: a }, { ...run, records: b });
    expect(comparison.compared).toMatchObject([{ faster: 'no difference shown', recallDiffers: false }]);
    const text = compareRunsTable(comparison).text();
    expect(text).toMatch(/hnswlib +ef 400 .* no difference shown\n/);
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /the smallest ratio that these 20 runs would show in 80 % of cases is 1\.\d+( to \d+\.\d+, by figure)? \(simulated from A\/A runs, level 0\.05\)/,
    );
  });
});
