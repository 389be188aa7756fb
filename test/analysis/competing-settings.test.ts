import { describe, expect, it } from 'vitest';
import type { Estimate } from 'vexlab/dist/analysis/estimate';
import { intervalAt } from 'vexlab/dist/analysis/interval-at';
import { judgeObjectives } from 'vexlab/dist/analysis/objective-figure';
import { medianOver } from 'vexlab/dist/analysis/over-runs';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import { seededRandom } from 'vexlab/dist/datasets/random';
import type { ObjectiveMetric } from 'vexlab/dist/results/objective';

const random = seededRandom(3);
const competing = 7;

/** A setting of so many log-normal runs whose rate varies by 5 % about 99.9 a second. */
function setting(runs: number): MeasuredSummary {
  const rates = Array.from({ length: runs }, () => 99.9 * Math.exp(0.05 * random.normal()));
  const builds = rates.map((_, i) => `${i}`);
  return {
    state: 'measured',
    qps: medianOver(rates, builds),
    runs: rates.map((qps, i) => ({ qps, build: builds[i], requests: 1000, failed: 0 })),
    repetitions: runs,
    lost: [],
  } as unknown as MeasuredSummary;
}

describe('the best of several settings', () => {
  it.each([5, 7])('is said to meet what none of them does in at most 5 %, by %i runs', (runs) => {
    const sweeps = 200;
    const met = { alone: 0, competing: 0 };
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const settings = Array.from({ length: competing }, () => setting(runs));
      const anyMet = (of: number) =>
        settings.some((one) => judgeObjectives([{ metric: 'QPS', atLeast: 100 }], one, of)[0]?.state === 'met');
      met.alone += Number(anyMet(1));
      met.competing += Number(anyMet(competing));
    }
    // Each by itself at 95 %, some one of the seven is, far too often.
    expect(met.alone / sweeps).toBeGreaterThan(0.1);
    expect(met.competing / sweeps).toBeLessThanOrEqual(0.05);
  });

  it('is told by which level it is not met', () => {
    const one = { ...setting(5), runs: [101, 102, 103, 104, 105].map((qps, i) => ({ qps, build: `${i}` })) };
    const qps: Estimate = { value: 103, low: 101, high: 105, level: 0.95, n: 5, unit: 'runs', method: 'bca' };
    const [found] = judgeObjectives([{ metric: 'QPS', atLeast: 100 }], { ...one, qps } as never, competing);
    expect(found).toMatchObject({ state: 'not shown', estimate: qps });
    expect(found?.why).toMatch(
      /^7 settings compete, so that each is judged at 99\.29 %; .* from 99\.47 to 106\.6 holds it$/,
    );
  });
});

// Student's t and the normal at 1 - 0.05 / 14, by bisection of their distribution functions in double precision: 5.0675 of 4 degrees
// of freedom (2.7764 at 0.975) and 2.6901 (1.9600); of Clopper and Pearson (0.05 / 14) ** (1 / n).
describe('an interval at the level of seven settings', () => {
  const runs = [90, 95, 100, 105, 110].map((qps, i) => ({ qps, build: `${i}`, requests: 1000, failed: 0 }));
  const of = (value: number, low: number, high: number, more: Partial<Estimate> = {}): Estimate => ({
    ...{ value, low, high, level: 0.95, n: 5, unit: 'runs', method: 't' },
    ...more,
  });
  it.each<[ObjectiveMetric, Estimate, number, number]>([
    ['QPS', of(100, 92, 108, { method: 'bca' }), 83.33813732779616, 119.39206125320683],
    ['p99 ms', of(10, 8, 12.5), 6.654598267575684, 15.027203142712127],
    ['errors', of(0, 0, 0.00074), 0, 0.0011263231420350905],
    ['recall@k', of(1, 0.98, 1, { n: 200, method: 'clopper-pearson' }), 0.9722192364845778, 1],
    ['recall@k', of(0.96, 0.95, 0.97, { n: 200, method: 'bca' }), 0.9457004751313713, 0.9730677528590107],
  ])('is, of %s %j, from %f to %f', (metric, figure, low, high) => {
    const ends = intervalAt(1 - 0.05 / competing, metric, figure, runs);
    expect(ends.low).toBeCloseTo(low, 9);
    expect(ends.high).toBeCloseTo(high, 9);
  });
});
