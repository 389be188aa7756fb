import { describe, expect, it } from 'vitest';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';
import { offeredRate, openLittlesLaw, openWarmUp, slips } from 'vexlab/dist/workload/checks/open-loop-checks';

describe('Little’s law in an open loop', () => {
  const of = { requests: 10_000, windowMs: 10_000, meanResponseMs: 5, samples: 1e6 };

  it.each([
    [5, 'pass'],
    [5.2, 'pass'],
    [4.6, 'warn'],
    [5.7, 'warn'],
    [5.8, 'fail'],
    [100, 'fail'],
  ])('1,000 requests/s of 5 ms with %d in flight: %s', (meanInFlight, verdict) => {
    expect(openLittlesLaw({ ...of, meanInFlight })).toMatchObject({
      check: 'littles-law',
      verdict,
      numbers: { expectedInFlight: 5, meanInFlight },
    });
  });

  it('allows for the chance of few moments', () => {
    // 3 √(5 / 100) = 0.67 requests.
    expect(openLittlesLaw({ ...of, samples: 100, meanInFlight: 5.6 }).verdict).toBe('pass');
    expect(openLittlesLaw({ ...of, samples: 100, meanInFlight: 5.7 }).verdict).toBe('warn');
  });
});

describe('Little’s law where hardly ever a request is under way', () => {
  // 16.7 requests/s of 1 ms, counted at 200 moments: of 0.0167 in flight, 0 is within 3 √(0.0167 / 200).
  const of = { requests: 1000, windowMs: 60_000, meanResponseMs: 1, samples: 200 };

  it.each([
    [{ meanInFlight: 0 }, 'warn'],
    [{ meanInFlight: 0.0167 }, 'warn'],
    [{ meanInFlight: 0.1 }, 'fail'],
    // Expected 9 / 200 = 0.045 and above, 0 in flight is no chance any more.
    [{ meanInFlight: 0.0468, meanResponseMs: 2.8 }, 'pass'],
    [{ meanInFlight: 0, meanResponseMs: 2.8 }, 'fail'],
    // 5 expected, and no moment at which they were counted.
    [{ requests: 10, windowMs: 1000, meanResponseMs: 500, meanInFlight: 0, samples: 0 }, 'warn'],
    [{ requests: 0, windowMs: 1000, meanResponseMs: 0, meanInFlight: 0, samples: 0 }, 'warn'],
  ])('%j: %s', (part, verdict) => {
    expect(openLittlesLaw({ ...of, ...part }).verdict).toBe(verdict);
  });

  it('says that there were too few to tell', () => {
    expect(openLittlesLaw({ ...of, meanInFlight: 0 }).advice).toBe(
      'too few in flight to tell lost answers from chance: 0.017 requests by rate × mean response, counted at 200 moments',
    );
  });
});

describe('the warm-up of an open loop', () => {
  const of = { warmup: 50, atOnce: 10, mostInFlight: 10, requests: 1000, inProcess: false };

  it.each([
    [{}, 'pass', 0],
    [{ mostInFlight: 3 }, 'pass', 0],
    [{ mostInFlight: 20 }, 'pass', 10],
    [{ mostInFlight: 21 }, 'warn', 11],
    [{ mostInFlight: 21, inProcess: true }, 'pass', 11],
    [{ warmup: 0, atOnce: 0, mostInFlight: 1 }, 'warn', 1],
    [{ warmup: 0, atOnce: 0, mostInFlight: 1, inProcess: true }, 'warn', 1],
  ])('%j: %s', (part, verdict, beyond) => {
    expect(openWarmUp({ ...of, ...part })).toMatchObject({ check: 'warm-up', verdict, numbers: { beyond } });
  });

  it('says what to ask for where there was none', () => {
    expect(openWarmUp({ ...of, warmup: 0, atOnce: 0 }).advice).toContain('--warmup');
  });
});

describe('slips', () => {
  const of = { meanSlipMs: 0.1, p99SlipMs: 0.5, meanResponseMs: 2, p99ResponseMs: 10 };

  it.each([
    [{}, 'pass'],
    [{ meanSlipMs: 0.2, p99SlipMs: 1 }, 'pass'],
    [{ meanSlipMs: 0.3 }, 'warn'],
    [{ p99SlipMs: 2.5 }, 'warn'],
    [{ p99SlipMs: 2.6 }, 'fail'],
    [{ meanSlipMs: 1.8 }, 'fail'],
  ])('%j: %s', (part, verdict) => {
    expect(slips({ ...of, ...part })).toMatchObject({ check: 'slips', verdict, numbers: { ...of, ...part } });
  });

  it('say how much of the response is the client’s', () => {
    expect(slips(of).advice).toBe('the client sent late by 5.0 % of the mean response and 5.0 % of the p99');
  });
});

describe('the offered rate', () => {
  it.each([
    // SciPy 1.17.1, stats.chi2.ppf(.005, 2 * n) / 2 and stats.chi2.ppf(.995, 2 * n + 2) / 2
    [10, 3.716922131467118, 21.397827499654273, 0.01],
    [100, 76.12049584368918, 128.76058012010245, 0.001],
    [9700, 9448.18877798758, 9956.580854849108, 0.00001],
  ])('of %d Poisson arrivals has SciPy’s interval', (made, low, high, within) => {
    const { numbers } = offeredRate({ arrivals: 'poisson', rate: made, windowMs: 1000, made });
    expect(Math.abs((numbers.low as number) / low - 1)).toBeLessThan(within);
    expect(Math.abs((numbers.high as number) / high - 1)).toBeLessThan(within);
  });

  it.each([
    [10_000, 'pass'],
    [9750, 'pass'],
    // 99 %: 9448 to 9957; 99.99 %: 9322 to 10089.
    [9700, 'warn'],
    [9600, 'fail'],
    [10_450, 'fail'],
  ])('1,000 a second for 10 s, %d made: %s', (made, verdict) => {
    const found = offeredRate({ arrivals: 'poisson', rate: 1000, windowMs: 10_000, made });
    expect(found).toMatchObject({ check: 'offered-rate', verdict, numbers: { asked: 1000, made: made / 10 } });
  });

  it.each([
    [1000, 'pass'],
    [1001, 'pass'],
    [998, 'fail'],
    [1002, 'fail'],
  ])('even arrivals may differ by one: %d of 1,000: %s', (made, verdict) => {
    expect(offeredRate({ arrivals: 'constant', rate: 100, windowMs: 10_000, made }).verdict).toBe(verdict);
  });

  it('none made of many asked is another rate', () => {
    expect(offeredRate({ arrivals: 'poisson', rate: 100, windowMs: 1000, made: 0 }).verdict).toBe('fail');
  });

  it.each(['constant', 'poisson'] as const)('passes the %s arrivals that the lab makes', (arrivals) => {
    const windows = Array.from({ length: 100 }, (_, seed) => arrivalTimes(arrivals, 333.3, 3000, seed).length);
    const verdicts = windows.map((made) => offeredRate({ arrivals, rate: 333.3, windowMs: 3000, made }).verdict);
    expect(verdicts).not.toContain('fail');
    expect(verdicts.filter((verdict) => verdict === 'warn').length).toBeLessThan(5);
  });
});
