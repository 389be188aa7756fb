import { describe, expect, it } from 'vitest';
import { type SaturationKnee, saturationKnee } from 'vexlab/dist/analysis/saturation-knee';
import type { ScalePoint } from 'vexlab/dist/analysis/scale-point';
import { seededRandom } from 'vexlab/dist/datasets/random';

const point = (x: number, rates: readonly number[]): ScalePoint => ({
  x,
  runs: rates.map((value, i) => ({ value, build: `${i}` })),
});
const known = (knee: SaturationKnee) => {
  if (knee.state === 'not available') throw new Error(knee.why);
  return knee;
};
const saturated = [
  point(1, [100, 102, 99, 101, 98]),
  point(2, [190, 195, 188, 192, 191]),
  point(4, [330, 340, 325, 335, 338]),
  point(8, [400, 410, 395, 405, 402]),
  point(16, [398, 404, 409, 401, 396]),
];
/** Rates of a server that does `capacity` a second at most, and 100 for each client before that. */
const served = (capacity: number, clients: readonly number[], seed: number, noise = 0.02): ScalePoint[] => {
  const random = seededRandom(seed);
  return clients.map((n) =>
    point(
      n,
      Array.from({ length: 7 }, () => Math.min(100 * n, capacity) * Math.exp(noise * random.normal())),
    ),
  );
};

describe('the saturation knee', () => {
  it('is never below one client, who is served at the capacity at least', () => {
    const falling = [
      point(1, [1000, 1010, 990, 1005, 995]),
      point(2, [900, 1020, 880, 910, 890]),
      point(4, [800, 810, 790, 805, 795]),
    ];
    expect(known(saturationKnee(falling)).clients).toMatchObject({ value: 1, low: 1 });
  });

  it('is where the line of one client meets the capacity', () => {
    const knee = known(saturationKnee([...saturated].reverse()));
    expect(knee).toMatchObject({ state: 'reached', rateAt: 8, rate: { value: 402 }, growth: { from: 8, to: 16 } });
    expect(knee.clients.value).toBeCloseTo(4.02, 12);
    // By hand in Python, of the logarithms: the highest of the lower ends by Student's t (of ratios Welch's, whole degrees of freedom)
    // at 1 - 0.025 / 5 of the rates and 1 - 0.025 / 4 of the ratios to one client, and of the upper ends at 0.975.
    expect(knee.clients.low).toBeCloseTo(3.899683172020578, 9);
    expect(knee.clients.high).toBeCloseTo(4.114690184889116, 9);
    expect(knee.rate.low).toBeCloseTo(391.1757887369277, 7);
    expect(knee.rate.high).toBeCloseTo(409.3735883960174, 7);
    expect(knee.growth.perDoubling.value).toBeCloseTo(401 / 402, 12);
  });

  it('finds the knee of a server of known capacity, and stays when the sweep goes on', () => {
    let inside = 0;
    for (let seed = 1; seed <= 20; seed++) {
      for (const clients of [
        [1, 2, 4, 8, 16, 32],
        [1, 2, 4, 8, 16, 32, 64, 128],
      ]) {
        const knee = known(saturationKnee(served(640, clients, seed)));
        expect(knee.state).toBe('reached');
        expect(Math.abs(knee.clients.value - 6.4)).toBeLessThan(0.6);
        if (knee.clients.low <= 6.4 && knee.clients.high >= 6.4) inside += 1;
      }
    }
    expect(inside).toBeGreaterThan(34);
  });

  it('has intervals that hold the truth, though the highest of a plateau is flattered', () => {
    const random = seededRandom(5);
    const sweeps = 200;
    const holds = { clients: 0, rate: 0 };
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const points = [1, 2, 4, 8, 16, 32, 64].map((n) =>
        point(
          n,
          Array.from({ length: 5 }, () => 250 * Math.min(n, 4) * Math.exp(0.05 * random.normal())),
        ),
      );
      const { clients, rate } = known(saturationKnee(points));
      holds.clients += Number(clients.low <= 4 && clients.high >= 4);
      holds.rate += Number(rate.low <= 1000 && rate.high >= 1000);
    }
    expect(holds.clients / sweeps).toBeGreaterThanOrEqual(0.93);
    expect(holds.rate / sweeps).toBeGreaterThanOrEqual(0.93);
  });

  it('is reached too where the rate falls again', () => {
    const knee = known(saturationKnee([...saturated, point(32, [300, 310, 305, 302, 299])]));
    expect(knee).toMatchObject({ state: 'reached', rateAt: 8 });
  });

  it('is not reached while the rate grows, and the figure is then a lower bound', () => {
    const knee = known(saturationKnee(served(10_000, [1, 2, 4, 8, 16, 32, 64], 1)));
    expect(knee).toMatchObject({ state: 'not reached', rateAt: 64, growth: { from: 32, to: 64 } });
    expect(knee.clients.value).toBeGreaterThan(60);
    expect(knee.why).toMatch(/^a doubling of clients adds .* from 32 to 64 clients: measure more clients$/);
  });

  it('counts growth by the doubling, whatever the step', () => {
    const knee = known(
      saturationKnee([point(1, [1, 1, 1, 1, 1]), point(2, [2, 2, 2, 2, 2]), point(32, [4, 4, 4, 4, 4])]),
    );
    expect(knee.growth).toMatchObject({ from: 2, to: 32 });
    expect(knee.growth.perDoubling.value).toBeCloseTo(2 ** (1 / 4), 12);
  });

  it('is not shown where the runs leave it open whether the rate still grows', () => {
    const open = [...saturated.slice(0, 3), point(8, [340, 420, 300, 390, 360])];
    expect(known(saturationKnee(open)).state).toBe('not shown');
    const few = known(saturationKnee(saturated.map(({ x, runs }) => ({ x, runs: runs.slice(0, 3) }))));
    // Runs at one number of clients, not of all together.
    expect(few).toMatchObject({ state: 'not shown', clients: { method: 'none', n: 3 } });
    expect(few.why).toBe('3 runs of a setting leave no interval; it takes 5');
    const one = known(saturationKnee(saturated.map(({ x, runs }) => ({ x, runs: runs.slice(0, 1) }))));
    expect(one.why).toBe('1 run of a setting leaves no interval; it takes 5');
  });

  it.each([
    [saturated.slice(1), 'the rate of one client was not measured'],
    [saturated.slice(0, 1), 'it takes 3 numbers of clients, there is 1'],
    [saturated.slice(0, 2), 'it takes 3 numbers of clients, there are 2'],
    [[...saturated, point(32, [])], 'a run with 32 clients has no rate'],
    [[...saturated, point(32, [5, 0])], 'a run with 32 clients has no rate'],
    [[...saturated, point(8, [5])], '8 clients are given twice: put their runs together'],
    [[], 'the rate of one client was not measured'],
  ])('is not available where the measurement lacks something', (points, why) => {
    expect(saturationKnee(points)).toEqual({ state: 'not available', why });
  });
});
