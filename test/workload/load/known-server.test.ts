import { beforeAll, describe, expect, it } from 'vitest';
import type { Estimate } from 'vexlab/dist/analysis/estimate';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import { isMeasuredSearch } from 'vexlab/dist/results/record';
import { expectMeets, expectOnePercent, expectStallOf, measureKnown, only, precision, verdicts } from './measure-known';

// Every figure asserted here is long against what a busy machine adds, and comes from the lab's own cells and intervals.

describe('a known service time and concurrency limit', () => {
  const serviceMs = 20;
  const limit = 2;
  let seen: Awaited<ReturnType<typeof measureKnown>>;
  beforeAll(async () => {
    seen = await measureKnown('limited', { serviceMs, limit }, { clients: [1, 4], requests: 100, warmup: 5 });
  }, 120_000);

  const of = (clients: number): MeasuredSummary => only(seen.closed.filter((summary) => summary.clients === clients));
  /** The client's own floor, of a thousand pings of a server that answers at once. */
  const floorMs = (): number => {
    const { ping } = of(1);
    expect(ping?.requests).toBe(1000);
    return ping?.p99Ms ?? NaN;
  };

  it('comes back as the median of one client, with the client’s own floor upon it', () => {
    const { p50 } = of(1).latency;
    expect(p50?.value).toBeGreaterThanOrEqual(serviceMs / precision);
    expectMeets(p50 as Estimate, [serviceMs, serviceMs + floorMs()]);
  });

  it('comes back as the capacity: limit ÷ service time, with more clients than the limit', () => {
    const most = (limit * 1000) / serviceMs;
    expectMeets(of(4).qps, [(limit * 1000) / (serviceMs + floorMs()), most]);
    expect(of(4).qps.value).toBeLessThanOrEqual(most * precision);
    // Half of the clients wait: each answer takes two services.
    expectMeets(of(4).latency.p50 as Estimate, [2 * serviceMs, 2 * (serviceMs + floorMs())]);
    expect(seen.server).toMatchObject({ mostInside: 4, mostWaiting: 2 });
  });

  it('obeys Little’s law', () => {
    const laws = verdicts(seen.records, 'search', 'littles-law');
    expect(laws.map(({ verdict }) => verdict)).toEqual(Array(10).fill('pass'));
  });
});

describe('a client that is throttled on purpose', () => {
  it('breaks Little’s law: it has nothing in flight while it does something else', async () => {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    const throttled = await measureKnown(
      'throttled',
      { serviceMs: 20 },
      { requests: 20, repetitions: 2, builds: 1, warmup: 1 },
      {
        // An answer that is decoded only when it is read, after the clock was.
        answered: (ids) =>
          new Proxy(ids, {
            get(target, member, proxy) {
              if (member === 'length') Atomics.wait(pause, 0, 0, 60);
              return Reflect.get(target, member, proxy) as unknown;
            },
          }),
      },
    );
    const laws = verdicts(throttled.records, 'search', 'littles-law');
    expect(laws.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  }, 60_000);
});

describe('a known share of errors', () => {
  it('comes back with 1 % inside the interval of the lab, every error counted', async () => {
    const erring = await measureKnown('erring', { serviceMs: 0, errors: { share: 0.01, seed: 5 } }, { requests: 400 });
    expectOnePercent(erring);
  }, 60_000);
});

describe('a known stall', () => {
  const stallMs = 1000;
  let seen: Awaited<ReturnType<typeof measureKnown>>;
  beforeAll(async () => {
    seen = await measureKnown(
      'stalling',
      { serviceMs: 10, stalls: [{ fromMs: 700, forMs: stallMs }] },
      {
        requests: 200,
        warmup: 5,
        workloads: [{ type: 'search' }, { type: 'open', arrivals: 'constant', rates: [100], seconds: 3 }],
      },
      { anew: true },
    );
  }, 120_000);

  it('shows in the p99 of an open loop: a third of the requests were due in it', () => {
    expectStallOf(stallMs, only(seen.open));
  });

  it('does not show in the p99 of a closed loop, which says that it is blind to it', () => {
    const { latency, samples } = only(seen.closed);
    expect(samples).toBe(1000);
    expect(latency.p99?.high).toBeLessThan(stallMs / 2);
    const closed = seen.records.flatMap((record) => (isMeasuredSearch(record) ? [record] : []));
    expect(closed).toHaveLength(5);
    for (const { findings, phases } of closed) {
      const { verdict, numbers, advice } = only(findings.filter(({ check }) => check === 'coordinated-omission'));
      expect(verdict).toBe('warn');
      // Of the stall a request waits what is left of it: a busy client asks late.
      expect(numbers.longestMs).toBeGreaterThanOrEqual(stallMs / 2);
      // At 10 ms a request a client would have asked 100 in the second; slower machines ask fewer, and stall beside.
      expect(numbers.hidden).toBeGreaterThan(20);
      expect(numbers.hidden).toBeLessThanOrEqual(phases.measureMs / 10);
      expect(advice).toContain('a closed loop is blind to stalls');
    }
  });
});

describe('a rate beyond a known capacity', () => {
  it('is answered at the capacity, while the queue and the response grow', async () => {
    const [serviceMs, limit, rate, seconds] = [20, 1, 100, 2];
    const { open, records } = await measureKnown(
      'overloaded',
      { serviceMs, limit },
      { warmup: 2, workloads: [{ type: 'open', arrivals: 'constant', rates: [rate], seconds }] },
    );
    const { offered, completed, response, service, mostInFlight } = only(open);
    expect(offered.value).toBe(rate);
    const capacity = (limit * 1000) / serviceMs;
    expect(completed.value).toBeLessThanOrEqual(capacity);
    expectMeets(completed, [0.8 * capacity, capacity]);
    // Half of the requests are left over when the last is due.
    expect(mostInFlight).toBeGreaterThanOrEqual((rate - capacity) * seconds);
    // Of request i the response is its place in the queue less its time to come: the median that of the middle one.
    const middle = (rate * seconds) / 2;
    expect(response.p50?.value).toBeGreaterThanOrEqual((middle * serviceMs - (middle / rate) * 1000) / precision);
    expect(service.p50?.value).toBeLessThanOrEqual((response.p50?.value ?? NaN) * precision);
    for (const check of ['littles-law', 'offered-rate']) {
      expect(verdicts(records, 'open', check).map(({ verdict }) => verdict)).toEqual(Array(5).fill('pass'));
    }
  }, 60_000);
});
