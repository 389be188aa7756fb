import { describe, expect, it } from 'vitest';
import { judgeWindow } from 'vexlab/dist/workload/load/judge-window';
import { rateWindow } from 'vexlab/dist/workload/load/rate-window';

const [requests, rate, durationMs] = [1000, 500, 2000];
const due = Float64Array.from({ length: requests }, (_, request) => request * 2e6);
const fill = (ms: number): Float64Array => new Float64Array(requests).fill(ms * 1e6);

/** A window at 500 a second of requests that all took the same; those below `failing` failed. */
function windowOf({
  failing,
  tookMs,
  slipMs,
  kind = 'http-503',
}: {
  failing: number;
  tookMs: number;
  slipMs: number;
  kind?: string;
}) {
  const notSent = kind === 'not-sent';
  const failed = Uint8Array.from({ length: requests }, (_, request) => Number(request < failing));
  const seen = {
    numbers: Uint32Array.from(due.keys()),
    ids: new Uint32Array(requests),
    counts: new Uint16Array(requests),
    queries: new Uint32Array(requests),
    latencies: fill(tookMs).map((ns, request) => (notSent && failed[request] ? slipMs * 1e6 : ns)),
    failed,
    errors: failing > 0 ? { [kind]: failing } : {},
    ...{ long: 0, notIds: 0, windowNs: 2e9, mostInFlight: 10, inFlight: { mean: 10, samples: 200 } },
    slips: fill(slipMs),
    services: fill(tookMs - slipMs).map((ns, request) => (notSent && failed[request] ? 0 : ns)),
  };
  return rateWindow(rate, due, seen, { totals: { hits: 0, tieHits: 0 } }, durationMs);
}

describe('a window of the search for the highest rate', () => {
  it('in which all fail after 20 ms, sent 0.05 ms late, is broken by its errors, and the client was in time', () => {
    const window = windowOf({ failing: requests, tookMs: 20, slipMs: 0.05 });
    expect(window.client).toBe('pass');
    const { verdict, why } = judgeWindow(window);
    expect(verdict).toBe('broken');
    expect(why).toContain('1000 of 1000 requests failed, 0 were not sent');
  });

  it('holds the client’s lateness against failed requests too, as against answered ones', () => {
    for (const failing of [0, 500, 990, requests]) {
      expect(windowOf({ failing, tookMs: 20, slipMs: 3 }).client).toBe('warn');
      expect(windowOf({ failing, tookMs: 20, slipMs: 8 }).client).toBe('fail');
    }
  });

  it('takes no time of requests that were not sent for the engine’s', () => {
    expect(windowOf({ failing: 995, tookMs: 20, slipMs: 0.05, kind: 'not-sent' }).client).toBe('pass');
  });

  const late = (part: { failing: number; kind?: string }) => windowOf({ tookMs: 0.1, slipMs: 0.09, ...part });

  it.each(['http-503', 'ECONNREFUSED', 'unreachable', 'engine-error'])(
    'is broken by what the engine refused also where the client was late: %s',
    (kind) => {
      const window = late({ failing: 10, kind });
      expect(window.client).toBe('fail');
      expect(judgeWindow(window)).toEqual({ verdict: 'broken', why: ['the engine refused 10 of 1000 requests'] });
    },
  );

  const ofTheClient = ['not-sent', 'no-answer', 'timed-out', 'TimeoutError', 'ETIMEDOUT', 'AbortError', 'ABORT_ERR'];
  it.each([{ failing: 9 }, ...ofTheClient.map((kind) => ({ failing: 500, kind }))])(
    'is not judged where the client was late and its own timers ran out: %j',
    (part) => {
      const { verdict, why } = judgeWindow(late(part));
      expect([verdict, why]).toEqual(['not judged', ['the client itself sent late']]);
    },
  );

  it('is not broken, with a late client, by errors of no known kind', () => {
    const { kinds, ...window } = late({ failing: 500 });
    expect([judgeWindow({ ...window, kinds }).verdict, judgeWindow(window).verdict]).toEqual(['broken', 'not judged']);
  });
});
