import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';
import { closedLoop } from 'vexlab/dist/workload/loops/closed-loop';
import { type OpenLoop, openLoop } from 'vexlab/dist/workload/loops/open-loop';
import { VirtualClock } from '../virtual-clock';

const millisecond = 1e6;
const queries = [Float32Array.of(0), Float32Array.of(1)];
const share = (values: Float64Array, at: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(at * values.length) - 1] as number;

/** An open loop in virtual time over a server of known service time, which serves `lanes` requests at once. */
function loopOf(
  part: Partial<OpenLoop> & {
    serviceMs?: (call: number, atMs: number) => number;
    lanes?: number;
    onCall?: (call: number) => void;
  },
) {
  const clock = new VirtualClock();
  const lanes = Array.from({ length: part.lanes ?? 1000 }, () => 0);
  let calls = 0;
  const loop: OpenLoop = {
    due: arrivalTimes('constant', 100, 1000, 1),
    k: 1,
    queries,
    first: 0,
    clock,
    mostInFlight: 1000,
    graceMs: 10_000,
    until: (_, ns) => clock.sleep(ns - clock.now()),
    async search() {
      calls += 1;
      const call = calls;
      part.onCall?.(call);
      const lane = lanes.indexOf(Math.min(...lanes));
      const begins = Math.max(clock.now(), lanes[lane] as number);
      lanes[lane] = begins + (part.serviceMs?.(call, begins / millisecond) ?? 2) * millisecond;
      await clock.sleep(lanes[lane] - clock.now());
      return { ids: [7] };
    },
    ...part,
  };
  return { loop, clock, calls: () => calls };
}

describe('arrival times', () => {
  it('are even, or exponential with the same mean, and fixed by the seed', () => {
    expect([...arrivalTimes('constant', 4, 1000, 1)]).toEqual([0, 250, 500, 750].map((ms) => ms * millisecond));
    const times = arrivalTimes('poisson', 1000, 100_000, 7);
    // A Poisson count of mean 100,000 lies within five deviations of it.
    expect(Math.abs(times.length - 100_000)).toBeLessThan(5 * Math.sqrt(100_000));
    const gaps = times.slice(1).map((at, i) => at - (times[i] as number));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    // Of an exponential distribution both are the same.
    expect(deviation / mean).toBeCloseTo(1, 1);
    expect(arrivalTimes('poisson', 1000, 100_000, 7)).toEqual(times);
    expect(arrivalTimes('poisson', 1000, 100_000, 8)).not.toEqual(times);
  });

  it.each([
    [0, 1000],
    [-1, 1000],
    [NaN, 1000],
    [10, 0],
    [1e9, 1e9],
  ])('refuse %d a second for %d ms', (rate, durationMs) => {
    expect(() => arrivalTimes('constant', rate, durationMs, 1)).toThrow(LabError);
  });
});

describe('open loop', () => {
  it('measures a known service time where nothing waits', async () => {
    const seen = await openLoop(loopOf({ serviceMs: () => 3 }).loop);
    expect([...seen.latencies]).toEqual(Array(100).fill(3 * millisecond));
    expect([...seen.services]).toEqual(Array(100).fill(3 * millisecond));
    expect([...seen.slips]).toEqual(Array(100).fill(0));
    expect(seen.windowNs).toBe(993 * millisecond);
    expect(seen.mostInFlight).toBe(1);
    // 3 ms of every 10, of 200 moments until the last was due.
    expect(seen.inFlight.samples).toBeGreaterThanOrEqual(200);
    expect(seen.inFlight.mean).toBeGreaterThan(0.28);
    expect(seen.inFlight.mean).toBeLessThan(0.32);
    expect([...seen.queries.slice(0, 3)]).toEqual([0, 1, 0]);
  });

  it('sees a stall in every request that it kept waiting, where a closed loop sees one slow request', async () => {
    // One lane of 1 ms, that stands still once for 500 ms.
    const stall = (_: number, atMs: number): number => (atMs >= 200 && atMs < 205 ? 500 : 1);
    const open = await openLoop(loopOf({ lanes: 1, serviceMs: stall }).loop);
    const slow = [...open.latencies].filter((ns) => ns > 100 * millisecond).length;
    // Requests come every 10 ms: those of the first 400 ms of the stall waited more than 100 ms.
    expect(slow).toBeGreaterThanOrEqual(40);
    expect(share(open.latencies, 0.99)).toBeGreaterThan(450 * millisecond);

    const { loop, clock } = loopOf({ lanes: 1, serviceMs: stall });
    const closed = await closedLoop({
      clients: 1,
      requests: 500,
      minMs: 0,
      k: 1,
      queries,
      first: 0,
      clock,
      search: loop.search,
    });
    expect([...closed.latencies].filter((ns) => ns > 100 * millisecond)).toHaveLength(1);
    expect(share(closed.latencies, 0.99)).toBe(millisecond);
  });

  it('shows the queue of a server that is asked for more than it can', async () => {
    // 100 a second are due, 50 a second can be served: the last waits for half of them.
    const seen = await openLoop(loopOf({ lanes: 1, serviceMs: () => 20 }).loop);
    expect(seen.latencies[99]).toBe((100 * 20 - 990) * millisecond);
    expect(seen.windowNs).toBe(2000 * millisecond);
    expect(seen.mostInFlight).toBeGreaterThan(40);
    // Over the 2 s the queue rises to 50 and falls again.
    expect(seen.inFlight.samples).toBeGreaterThan(390);
    expect(seen.inFlight.mean).toBeGreaterThan(24);
    expect(seen.inFlight.mean).toBeLessThan(27);
  });

  it('counts one failure in a hundred as one in a hundred, and never asks again', async () => {
    const { loop, calls } = loopOf({
      due: arrivalTimes('poisson', 100, 10_000, 3),
      onCall: (call) => {
        if (call % 100 === 0) throw new LabError({ code: 'overloaded', where: 'test', what: 'too much' });
      },
    });
    const seen = await openLoop(loop);
    expect(calls()).toBe(seen.latencies.length);
    expect(seen.errors).toEqual({ overloaded: Math.floor(seen.latencies.length / 100) });
    expect(seen.failed.reduce((sum, failed) => sum + failed, 0)).toBe(seen.errors.overloaded);
  });

  it('fails what it may not send, and what is never answered, in the results', async () => {
    const never = new Promise<never>(() => undefined);
    const { loop } = loopOf({ mostInFlight: 5, graceMs: 100 });
    const seen = await openLoop({ ...loop, search: () => never });
    expect(seen.errors).toEqual({ 'not-sent': 95, 'no-answer': 5 });
    expect(seen.mostInFlight).toBe(5);
    // Waited for until 100 ms after the last was due at 990 ms.
    expect(seen.latencies[0]).toBe(1090 * millisecond);
    expect(seen.windowNs).toBe(1090 * millisecond);
  });

  it('ends where it is told to', async () => {
    const stop = new AbortController();
    const { loop, calls } = loopOf({
      signal: stop.signal,
      onCall: (call) => call === 10 && stop.abort(new Error('enough')),
    });
    await expect(openLoop(loop)).rejects.toThrow('enough');
    expect(calls()).toBe(10);
  });
});
