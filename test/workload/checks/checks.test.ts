import { describe, expect, it } from 'vitest';
import type { IndexUse } from 'vexlab/dist/engines/engine';
import * as checks from 'vexlab/dist/workload/checks/checks';

describe('checks', () => {
  it('Little’s law passes where the clients were in flight', () => {
    const found = checks.littlesLaw({ requests: 1000, windowMs: 500, meanLatencyMs: 2, clients: 4 });
    expect(found).toMatchObject({ verdict: 'pass', numbers: { inFlight: 4, clients: 4 } });
  });

  it('Little’s law refutes a published row: 1,226 requests/s at 3.12 ms are 3.8 in flight, not 100', () => {
    const found = checks.littlesLaw({ requests: 1226, windowMs: 1000, meanLatencyMs: 3.12, clients: 100 });
    expect(found.verdict).toBe('fail');
    expect(found.numbers.inFlight).toBeCloseTo(3.825, 3);
  });

  it('Little’s law warns in between', () => {
    expect(checks.littlesLaw({ requests: 850, windowMs: 1000, meanLatencyMs: 4, clients: 4 }).verdict).toBe('warn');
  });

  it('a window below a second warns, with its length', () => {
    expect(checks.windowLength({ measureMs: 1000, requests: 9 }).verdict).toBe('pass');
    const found = checks.windowLength({ measureMs: 25.4, requests: 200 });
    expect(found).toMatchObject({ verdict: 'warn', numbers: { measureMs: 25.4, requests: 200 } });
    expect(found.advice).toContain('lasted 25 ms');
  });

  it.each([
    [0.1, 300, 0.3, 'pass'],
    [0.1, 600, 0.6, 'warn'],
    [0.7, undefined, 0.7, 'warn'],
    [0.4, undefined, 0.4, 'pass'],
  ])(
    'a client whose event loop is busy for %d, with %s ms of CPU in 1000, takes %d: %s',
    (utilisation, cpuMs, share, verdict) => {
      const found = checks.clientLoad({ utilisation, cpuMs, windowMs: 1000, requests: 200, threads: 0 });
      expect(found).toMatchObject({ verdict, numbers: { eventLoopUtilisation: utilisation, clientShare: share } });
      expect(found.numbers.clientMsPerRequest).toBeCloseTo(share * 5, 9);
    },
  );

  it('a client in three threads takes of each request what the busiest took of its third', () => {
    const found = checks.clientLoad({ utilisation: 0.6, cpuMs: 300, windowMs: 1000, requests: 300, threads: 3 });
    expect(found.numbers).toMatchObject({ clientShare: 0.6, clientMsPerRequest: expect.closeTo(6, 9) as number });
  });

  it('a warm-up with fewer requests than clients warns', () => {
    expect(checks.warmUp({ warmup: 4, clients: 4 }).verdict).toBe('pass');
    expect(checks.warmUp({ warmup: 0, clients: 1 }).verdict).toBe('warn');
    expect(checks.warmUp({ warmup: 3, clients: 4 })).toMatchObject({
      verdict: 'warn',
      numbers: { warmup: 3, clients: 4 },
    });
  });

  it.each([
    [{ p99: 4, max: 30, meanLatencyMs: 1 }, 'pass'],
    [{ p99: 8, max: 30, meanLatencyMs: 1 }, 'warn'],
    [{ p99: 8, max: 30, meanLatencyMs: 20 }, 'pass'],
  ])('an event loop %j: %s', (delay, verdict) => {
    expect(checks.eventLoopDelay(delay).verdict).toBe(verdict);
  });

  const asked = { build: { m: 16, seed: 1 }, search: { ef: 40 } };

  it.each([
    [{ m: 16, seed: 1, ef: 40 }, 'pass', 'in force$'],
    [{ m: 16, ef: 40, extra: 3 }, 'pass', 'not reported: seed'],
    [{ m: 16, seed: 1 }, 'warn', 'not reported: ef'],
    [{ ef: 40 }, 'warn', 'not reported: m, seed'],
    [{ m: 16, seed: 1, ef: 10 }, 'fail', 'ef is 10 and not 40'],
  ])('parameters read back as %j: %s', (readBack, verdict, advice) => {
    const found = checks.parametersReadBack(asked, readBack);
    expect(found.verdict).toBe(verdict);
    expect(found.advice).toMatch(new RegExp(advice));
  });

  it('a count that differs fails with both numbers', () => {
    expect(checks.countAfterIngest({ rows: 10, countAfter: 10 }).verdict).toBe('pass');
    const found = checks.countAfterIngest({ rows: 10, countAfter: 9 });
    expect(found.verdict).toBe('fail');
    expect(found.advice).toContain('counts 9 vectors after 10 were inserted');
  });

  it.each([
    [{ errors: 0, requests: 1000, warmupErrors: 0 }, 'pass'],
    [{ errors: 0, requests: 1000, warmupErrors: 1 }, 'warn'],
    [{ errors: 9, requests: 1000, warmupErrors: 0 }, 'warn'],
    [{ errors: 10, requests: 1000, warmupErrors: 0 }, 'fail'],
  ])('requests %j: %s', (counts, verdict) => {
    expect(checks.requestErrors(counts)).toMatchObject({ verdict, numbers: counts });
  });

  it.each([
    [{ short: 0, duplicates: 0, unknown: 0, long: 0 }, 'pass'],
    [{ short: 1, duplicates: 0, unknown: 0, long: 0 }, 'warn'],
    [{ short: 0, duplicates: 1, unknown: 0, long: 0 }, 'fail'],
    [{ short: 1, duplicates: 0, unknown: 1, long: 0 }, 'fail'],
    [{ short: 0, duplicates: 0, unknown: 0, long: 1 }, 'fail'],
  ])('answers %j: %s', (shapes, verdict) => {
    expect(checks.answerShapes(shapes)).toMatchObject({ verdict, numbers: shapes });
  });
});

describe('whether the index is used', () => {
  const seen = 'the plan is Seq Scan';
  it('is no finding where no index was asked for', () => {
    expect(checks.indexIsUsed(undefined)).toEqual([]);
  });

  it.each([
    [{ indexed: 500, of: 500, seen }, 'pass', /^searches are answered from the index \(the plan is Seq Scan\)$/],
    [{ indexed: 0, of: 500, seen }, 'warn', /every vector is looked at one by one \(the plan is Seq Scan\)/],
    [{ indexed: 400, of: 500, seen }, 'warn', /100 of 500 vectors are looked at one by one/],
    [{ of: 500, seen }, 'warn', /^nobody can tell/],
  ])('%o is %s', (use: IndexUse, verdict, advice) => {
    const [finding] = checks.indexIsUsed(use);
    expect(finding).toMatchObject({ check: 'index-is-used', verdict, numbers: { vectors: 500 } });
    expect(finding?.numbers.indexed).toBe(use.indexed);
    expect(finding?.advice).toMatch(advice);
  });
});
