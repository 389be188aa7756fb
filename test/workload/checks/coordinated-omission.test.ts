import { describe, expect, it } from 'vitest';
import { coordinatedOmission } from 'vexlab/dist/workload/checks/coordinated-omission';

const millisecond = 1e6;
const latencies = (...ms: number[]): Float64Array => Float64Array.from(ms, (one) => one * millisecond);
const steady = (n: number): number[] => Array.from({ length: n }, () => 10);

describe('coordinated omission', () => {
  it('counts what a client would have asked at its median pace during one long request', () => {
    const found = coordinatedOmission({ latencies: latencies(...steady(99), 1005) });
    expect(found).toMatchObject({
      check: 'coordinated-omission',
      verdict: 'warn',
      numbers: { hidden: 99, longRequests: 1, longestMs: 1005, medianMs: 10 },
    });
    expect(found.numbers.hiddenShare).toBeCloseTo(99 / 199, 9);
    expect(found.advice).toContain('a closed loop is blind to stalls: 1 request of up to 1005 ms hid 99');
  });

  it('adds up over the clients that a stall held', () => {
    expect(coordinatedOmission({ latencies: latencies(...steady(96), 500, 500, 500, 500) }).numbers.hidden).toBe(
      4 * 49,
    );
  });

  it('passes a tail below ten times the median, and what is hidden below one in a hundred', () => {
    expect(coordinatedOmission({ latencies: latencies(...steady(90), ...Array<number>(10).fill(99)) })).toMatchObject({
      verdict: 'pass',
      numbers: { hidden: 0, longRequests: 0 },
    });
    expect(coordinatedOmission({ latencies: latencies(...steady(2000), 100) })).toMatchObject({
      verdict: 'pass',
      numbers: { hidden: 9, longRequests: 1 },
      advice: 'no request took so long that those not asked meanwhile would decide the p99',
    });
  });

  it('does not warn of one short pause in a short window, which hid fewer than ten', () => {
    const withPause = (ms: number) => coordinatedOmission({ latencies: latencies(...steady(336), ms) });
    expect(withPause(109)).toMatchObject({
      verdict: 'pass',
      numbers: { hidden: 9, longRequests: 1 },
      advice:
        '1 request of up to 109 ms hid 9 that would have been asked meanwhile: more than 1 %, but too few to tell a stall from a short pause; a p99 of such windows may be too low',
    });
    expect(withPause(110)).toMatchObject({ verdict: 'warn', numbers: { hidden: 10, longRequests: 1 } });
    // In a window of more than 990 it is the share that decides.
    expect(coordinatedOmission({ latencies: latencies(...steady(999), 110) })).toMatchObject({
      verdict: 'pass',
      numbers: { hidden: 10 },
    });
  });

  it('makes numbers of a clock that stands still', () => {
    expect(coordinatedOmission({ latencies: latencies(0, 0, 0) })).toMatchObject({
      verdict: 'pass',
      numbers: { hidden: 0 },
    });
  });
});
