import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { steady } from 'vexlab/dist/analysis/steady';
import { seededRandom } from 'vexlab/dist/analysis/random';
import { serialOrder } from 'vexlab/dist/analysis/serial-order';
import { summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { projectRoot } from 'vexlab/dist/base/paths';
import { readRun } from 'vexlab/dist/results/run-store';
import { okRecord } from '../views/fixture-records';
import { openRecord } from '../views/fixture-open-records';
import { ingestRecord } from '../views/fixture-ingest-records';

const minute = (at: number): string => new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
const timed = (values: readonly number[]) => values.map((value, i) => ({ value, build: `build ${i}`, at: minute(i) }));

/** Values of which each has `share` of the one before. */
function following(share: number, n: number, seed: number): number[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const values: number[] = [];
  let last = normal();
  for (let i = 0; i < n; i++) values.push((last = share * last + Math.sqrt(1 - share ** 2) * normal()));
  return values;
}
const shown = (share: number, n: number): number =>
  Array.from({ length: 200 }, (_, seed) => serialOrder(following(share, n, seed))).filter(({ p }) => p < 0.02).length;

describe('serialOrder', () => {
  it('knows the order of values that rise all the way, of others, and of the same', () => {
    // Of the 120 orders of five, two have the smallest sum of squared steps.
    expect(Math.abs(serialOrder([1, 2, 3, 4, 5]).p - 2 / 120)).toBeLessThan(0.005);
    expect(serialOrder([1, 2, 3, 4, 5]).lagOne).toBeCloseTo(0.4, 12);
    expect(serialOrder([1, 5, 2, 4, 3]).p).toBeGreaterThan(0.8);
    expect(serialOrder([3, 3, 3, 3, 3])).toEqual({ lagOne: 0, p: 1 });
  });

  it('calls independent values dependent in about 2 of 100 cases, and dependent ones in most, where there are enough', () => {
    // 95 % of samples of 200 with a chance of 0.02 have 1 to 8.
    expect(shown(0, 10)).toBeLessThanOrEqual(8);
    expect(shown(0, 40)).toBeLessThanOrEqual(8);
    expect(shown(0.6, 40)).toBeGreaterThan(150);
    expect(shown(0.6, 10)).toBeGreaterThan(shown(0, 10));
  });
});

describe('steady', () => {
  it('looks at repetitions in the order of time, and says what a drift means', () => {
    const rising = timed([100, 101, 102, 103, 104, 105, 106, 107]);
    const found = steady([...rising].reverse(), 'rate');
    expect(found).toHaveLength(8);
    expect(found[0]).toMatchObject({ check: 'steady', verdict: 'warn', numbers: { runs: 8, values: 8 } });
    expect(found[0]?.advice).toMatch(/^repetitions that follow each other are alike \(lag-one autocorrelation 0\.63 /);
    const mixed = timed([100, 107, 101, 106, 102, 105, 103, 104]);
    expect(steady(mixed, 'rate')[0]).toMatchObject({ verdict: 'pass' });
  });

  it('has nothing to say of fewer than five, or where a run has no figure', () => {
    expect(steady(timed([1, 2, 3, 4]), 'rate')).toEqual([]);
    expect(steady(timed([1, 2, 3, 4, NaN]), 'rate')).toEqual([]);
  });

  it('is asked of closed loops, open loops and fillings', () => {
    const seven = [0, 1, 2, 3, 4, 5, 6];
    const records = [
      ...seven.map((repetition) => okRecord({ repetition, latencies: [1], measureMs: 1000 + repetition })),
      ...seven.map((repetition) =>
        openRecord({
          rate: 100,
          repetition,
          responses: new Array<number>(40).fill(5),
          services: new Array<number>(40).fill(5),
        }),
      ),
      ...seven.map((repetition) => ingestRecord({ batch: 10, repetition, insertMs: 1000 + repetition, readyMs: 0 })),
    ];
    const all = summariseAll(records);
    const found = [...all.searches, ...all.open, ...all.ingest].flatMap((one) =>
      one.state === 'measured' ? one.findings.filter(({ check }) => check === 'steady') : [],
    );
    expect(found).toMatchObject([{ verdict: 'warn' }, { verdict: 'pass' }, { verdict: 'warn' }]);
  });

  it('warns of the A/A baseline, whose machine drifted: successive runs of it are no A/A runs by chance', async () => {
    const folder = join(projectRoot, 'results', 'baselines', 'a-a');
    const { records } = await readRun(join(folder, readdirSync(folder)[0] ?? ''));
    const [setting] = summariseAll(records).searches;
    const found = setting?.state === 'measured' ? setting.findings.find(({ check }) => check === 'steady') : undefined;
    expect(found).toMatchObject({ verdict: 'warn', numbers: { values: 20 } });
    expect(found?.numbers.lagOne).toBeGreaterThan(0.5);
  });
});
