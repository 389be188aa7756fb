import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import type { Answer } from 'vexlab/dist/engines/engine';
import { type ClosedLoop, closedLoop } from 'vexlab/dist/workload/loops/closed-loop';
import { VirtualClock } from '../virtual-clock';

const millisecond = 1e6;
const queries = [0, 1, 2].map((query) => Float32Array.of(query));

/** A loop over an engine with a known service time, in virtual time. */
function loopOf(part: Partial<ClosedLoop> & { answer?: (query: number, call: number) => Answer }): ClosedLoop {
  const clock = new VirtualClock();
  let calls = 0;
  return {
    clients: 1,
    requests: 10,
    minMs: 0,
    k: 2,
    queries,
    first: 0,
    clock,
    async search(query) {
      calls += 1;
      const call = calls;
      await clock.sleep(2 * millisecond);
      return part.answer?.(query[0] as number, call) ?? { ids: [7, 8] };
    },
    ...part,
  };
}

describe('closed loop', () => {
  it('measures a known service time: one client is busy for requests × service time', async () => {
    const seen = await closedLoop(loopOf({ clients: 1, requests: 10 }));
    expect([...seen.latencies]).toEqual(Array(10).fill(2 * millisecond));
    expect(seen.windowNs).toBe(20 * millisecond);
  });

  it('keeps n clients in flight: Little’s law holds to the digit', async () => {
    const seen = await closedLoop(loopOf({ clients: 5, requests: 100 }));
    expect(seen.windowNs).toBe(40 * millisecond);
    const meanLatency = seen.latencies.reduce((sum, ns) => sum + ns, 0) / 100;
    expect((100 / seen.windowNs) * meanLatency).toBe(5);
  });

  it('goes on in whole requests until both the requests and the time asked for have passed', async () => {
    const long = await closedLoop(loopOf({ clients: 3, requests: 10, minMs: 5001 }));
    expect(long.windowNs).toBe(5002 * millisecond);
    // 2501 rounds of 3, beyond what is allocated beforehand.
    expect(long.latencies).toHaveLength(7503);
    expect([...long.latencies.subarray(-1)]).toEqual([2 * millisecond]);
    expect([...long.ids.subarray(-2)]).toEqual([7, 8]);
    expect(long.queries[7502]).toBe(7502 % 3);
    const many = await closedLoop(loopOf({ requests: 10, minMs: 5 }));
    expect([many.latencies.length, many.windowNs]).toEqual([10, 20 * millisecond]);
  });

  it('takes the queries in order from the first asked for, and again when they run out', async () => {
    const seen = await closedLoop(loopOf({ first: 2, requests: 5, answer: (query) => ({ ids: [query, 9] }) }));
    expect([...seen.queries]).toEqual([2, 0, 1, 2, 0]);
    expect([...seen.ids]).toEqual([2, 9, 0, 9, 1, 9, 2, 9, 0, 9]);
  });

  it('shows one failure in a hundred as one in a hundred, with its latency, and asks nothing twice', async () => {
    let calls = 0;
    const answer = (_: number, call: number): Answer => {
      calls = call;
      if (call % 100 === 50) throw new LabError({ code: 'overloaded', where: 'test', what: 'too much' });
      return { ids: [1, 2] };
    };
    const seen = await closedLoop(loopOf({ clients: 4, requests: 1000, answer }));
    expect(calls).toBe(1000);
    expect(seen.errors).toEqual({ overloaded: 10 });
    expect(seen.failed.reduce((sum, failed) => sum + failed, 0)).toBe(10);
    expect(seen.latencies.every((ns) => ns === 2 * millisecond)).toBe(true);
    expect([...seen.failed].filter((failed, request) => failed === 1 && seen.counts[request] !== 0)).toEqual([]);
  });

  it('counts failures by kind: a code, the code of a cause, a class', async () => {
    const errors = [
      Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
      new RangeError('out of range'),
    ];
    const answer = (_: number, call: number): Answer => {
      throw errors[call % 3] as Error;
    };
    const seen = await closedLoop(loopOf({ requests: 9, answer }));
    expect(seen.errors).toEqual({ ECONNREFUSED: 3, ECONNRESET: 3, RangeError: 3 });
  });

  it('gives up when nobody has answered for five seconds, and says after how many requests and why', async () => {
    const answer = (_: number, call: number): Answer => {
      if (call > 30) throw new Error('connection reset');
      return { ids: [1, 2] };
    };
    // Answers end at 60 ms; 2,500 failures of 2 ms each later five seconds have passed.
    const ended = closedLoop(loopOf({ requests: 10_000, answer }));
    await expect(ended).rejects.toMatchObject({
      code: 'engine-gone',
      what: '2500 requests failed and none was answered for 5 s, up to request 2530, the last: connection reset',
    });
  });

  it('keeps an outage of less as errors, also one that lasts to the end, and all that failed', async () => {
    const outage =
      (from: number, to: number) =>
      (_: number, call: number): Answer => {
        if (call > from && call <= to) throw new Error('overloaded');
        return { ids: [1, 2] };
      };
    const between = await closedLoop(loopOf({ requests: 5000, answer: outage(1000, 3490) }));
    expect([between.errors, between.latencies.length]).toEqual([{ Error: 2490 }, 5000]);
    const atEnd = await closedLoop(loopOf({ requests: 5000, answer: outage(2510, Infinity) }));
    expect(atEnd.errors).toEqual({ Error: 2490 });
    const all = await closedLoop(loopOf({ clients: 8, requests: 1000, answer: outage(0, Infinity) }));
    expect(all.errors).toEqual({ Error: 1000 });
    expect([...all.failed].every(Boolean)).toBe(true);
  });

  it('gives up after no fewer than a hundred failures, however long they take', async () => {
    const clock = new VirtualClock();
    let calls = 0;
    const search = async (): Promise<Answer> => {
      calls += 1;
      await clock.sleep(1000 * millisecond);
      throw new Error('timed out');
    };
    await expect(closedLoop(loopOf({ requests: 1000, clock, search }))).rejects.toMatchObject({
      what: '100 requests failed and none was answered for 100 s, up to request 100, the last: timed out',
    });
    expect(calls).toBe(100);
  });

  it('does not give up while clients of another thread are answered', async () => {
    const [clock, answered] = [new VirtualClock(), new Int32Array(1)];
    const search = async (): Promise<Answer> => {
      await clock.sleep(2 * millisecond);
      // The other thread's answer.
      answered[0] = Math.floor(clock.now() / millisecond);
      throw new Error('connection reset');
    };
    const seen = await closedLoop(loopOf({ requests: 3000, clock, search, answered }));
    expect(seen.errors).toEqual({ Error: 3000 });
  });

  it('keeps short answers short, cuts long ones to k, and leaves out what is no id', async () => {
    const given = [{ ids: [4] }, { ids: [4, 5, 6] }, { ids: [-1, 2.5] }, { ids: [] }];
    const seen = await closedLoop(loopOf({ requests: 4, answer: (_, call) => given[call - 1] as Answer }));
    expect([...seen.counts]).toEqual([1, 2, 0, 0]);
    expect([seen.long, seen.notIds]).toEqual([1, 2]);
    expect([...seen.ids.subarray(2, 4)]).toEqual([4, 5]);
  });

  it('makes no further request once it is aborted', async () => {
    const ending = new AbortController();
    let calls = 0;
    const answer = (): Answer => {
      calls += 1;
      if (calls === 6) ending.abort(new Error('stop'));
      return { ids: [1, 2] };
    };
    const ended = closedLoop(loopOf({ clients: 2, requests: 1000, answer, signal: ending.signal }));
    await expect(ended).rejects.toThrow('stop');
    expect(calls).toBeLessThanOrEqual(7);
  });

  it('lets the event loop turn under an engine that never waits', async () => {
    const ending = new AbortController();
    setTimeout(() => ending.abort(new Error('heard')), 1);
    const search = (): Promise<Answer> => Promise.resolve({ ids: [1, 2] });
    const clock = { now: () => performance.now() * 1e6 };
    const ended = closedLoop(loopOf({ requests: 3_000_000, k: 1, search, clock, signal: ending.signal }));
    await expect(ended).rejects.toThrow('heard');
  });

  it('has a request of each client under way at every moment, also where all are answered at once', async () => {
    const clients = 8;
    let time = 0;
    const waiting: (() => void)[] = [];
    // To send a request takes the client a millisecond; when all have asked, all are answered.
    const search = (): Promise<Answer> => {
      time += 1e6;
      return new Promise((resolve) => {
        waiting.push(() => resolve({ ids: [1] }));
        if (waiting.length === clients) setImmediate(() => waiting.splice(0).forEach((answer) => answer()));
      });
    };
    const clock = { now: () => time };
    const seen = await closedLoop(loopOf({ clients, requests: clients * 50, search, clock }));
    const busy = seen.latencies.reduce((sum, ns) => sum + ns, 0);
    expect(busy / seen.windowNs).toBeGreaterThan(0.95 * clients);
  });
});
