import { describe, expect, it } from 'vitest';
import type { OpenWindow } from 'vexlab/dist/results/open-window';
import { type BreakingPoint, breakingPoint, nextRate } from 'vexlab/dist/workload/load/breaking-point';
import { rateSearch, windowMs } from 'vexlab/dist/workload/load/rate-search';
import { rateWindow } from 'vexlab/dist/workload/load/rate-window';
import { referenceDesk } from 'vexlab/dist/workload/load/reference-desk';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';
import { openLoop } from 'vexlab/dist/workload/loops/open-loop';
import type { Arrivals } from 'vexlab/dist/results/cell';
import { VirtualClock } from '../virtual-clock';

/** A server of ten places and 200 ms: 50 a second, whatever the machine. */
const behaviour = { serviceMs: 200, limit: 10 };
const capacity = 50;

/** One window of an open loop over that server, as a cell of the workload makes it. */
async function windowOf(arrivals: Arrivals, rate: number, durationMs: number, seed: number): Promise<OpenWindow> {
  const clock = new VirtualClock();
  const sleep = (ns: number): Promise<void> => clock.sleep(ns - clock.now());
  const desk = referenceDesk(behaviour, clock, sleep);
  const due = arrivalTimes(arrivals, rate, durationMs, seed);
  const seen = await openLoop({
    ...{ due, k: 1, queries: [Float32Array.of(0)], first: 0, clock, mostInFlight: 1024, graceMs: 5000 },
    until: (_, ns) => sleep(ns),
    async search() {
      await desk.serve();
      return { ids: [1] };
    },
  });
  return rateWindow(rate, due, seen, { totals: { hits: 0, tieHits: 0 } }, durationMs);
}

/** Searches begun at five different rates, as five repetitions begin at what their closed loops happened to reach. */
async function searches(arrivals: Arrivals, precision: number): Promise<BreakingPoint[]> {
  const found: BreakingPoint[] = [];
  for (const [at, scouted] of [34, 37, 40, 43, 46].entries()) {
    const asked = { durationMs: 3000, precision };
    const search = rateSearch(asked, scouted);
    const windows: OpenWindow[] = [];
    for (let rate = nextRate(windows, search); rate !== undefined; rate = nextRate(windows, search)) {
      expect(windows.length).toBeLessThan(30);
      windows.push(await windowOf(arrivals, rate, windowMs(asked, rate), 100 * at + windows.length));
    }
    found.push(breakingPoint(windows, search));
  }
  return found;
}

const brackets = (found: readonly BreakingPoint[]): [number, number][] =>
  found.map(({ state, held, broken }) => {
    expect(state).toBe('found');
    return [held ?? NaN, broken ?? NaN];
  });

describe('the search for the highest rate that a server of 50 a second holds', () => {
  it.each([0.2, 0.1])(
    'with a precision of %d brackets the truth, and holds nothing that lies above it by a quarter of that',
    async (precision) => {
      for (const [held, broken] of brackets(await searches('constant', precision))) {
        expect(held).toBeGreaterThan(capacity / (1 + precision));
        expect(held).toBeLessThan(capacity * (1 + precision / 4));
        expect(broken).toBeGreaterThan(capacity);
        expect(broken / held).toBeLessThanOrEqual(1 + precision);
      }
    },
    60_000,
  );

  it('has the truth between held and broken in most repetitions', async () => {
    const all = [...brackets(await searches('constant', 0.2)), ...brackets(await searches('constant', 0.1))];
    const around = all.filter(([held, broken]) => held <= capacity && capacity < broken);
    expect(around.length, JSON.stringify(all)).toBeGreaterThan(all.length / 2);
  }, 60_000);

  it('is not led astray by random arrivals, of which few windows hold as many as were asked for', async () => {
    const all = brackets(await searches('poisson', 0.1));
    for (const [held, broken] of all) {
      expect(held).toBeGreaterThan(0.85 * capacity);
      expect(held).toBeLessThan(1.15 * capacity);
      expect(broken).toBeGreaterThan(0.9 * capacity);
    }
  }, 60_000);
});
