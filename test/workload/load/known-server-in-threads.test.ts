import { beforeAll, describe, expect, it } from 'vitest';
import type { Estimate } from 'vexlab/dist/analysis/estimate';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import { isMeasuredSearch, type Record } from 'vexlab/dist/results/record';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { startClientThreads } from 'vexlab/dist/workload/load/client-threads';
import { knownEngine, knownEnginesFile, type KnownScript } from './known-engine';
import { smallDataset } from '../small-dataset';
import { expectMeets, expectOnePercent, expectStallOf, measureKnown, only, precision, verdicts } from './measure-known';

// As in known-server.test.ts, by clients in threads of their own: the path of every engine that is a server.

/** The main thread may not search; each record says that threads did, and their answers are the exact ones. */
async function measure(name: string, behaviour: Behaviour, sweep: Partial<Sweep>, script: KnownScript = {}) {
  const seen = await measureKnown(name, behaviour, sweep, { ...script, inThreads: true });
  for (const record of seen.records) expect(threadsOf(record)).toBeGreaterThan(0);
  return seen;
}

const once = { repetitions: 1, builds: 1 };
const threadsOf = (record: Record): number => (record.state === 'ok' && 'load' in record && record.load?.threads) || 0;

describe('through threads, a known service time and concurrency limit', () => {
  const serviceMs = 20;
  const limit = 2;
  let seen: Awaited<ReturnType<typeof measure>>;
  beforeAll(async () => {
    seen = await measure('limited', { serviceMs, limit }, { clients: [1, 4], requests: 40, warmup: 5 });
  }, 120_000);

  const of = (clients: number): MeasuredSummary => only(seen.closed.filter((summary) => summary.clients === clients));
  const floorMs = (): number => of(1).ping?.p99Ms ?? NaN;

  it('come back as the median of one client, and as the capacity of more than the limit', () => {
    expect(of(1).latency.p50?.value).toBeGreaterThanOrEqual(serviceMs / precision);
    expectMeets(of(1).latency.p50 as Estimate, [serviceMs, serviceMs + floorMs()]);
    const most = (limit * 1000) / serviceMs;
    expectMeets(of(4).qps, [(limit * 1000) / (serviceMs + floorMs()), most]);
    expect(of(4).qps.value).toBeLessThanOrEqual(most * precision);
    expectMeets(of(4).latency.p50 as Estimate, [2 * serviceMs, 2 * (serviceMs + floorMs())]);
    expect(seen.server).toMatchObject({ mostInside: 4, mostWaiting: 2 });
  });

  it('were asked of the server as often as the records say, and answered exactly', () => {
    const searches = seen.records.flatMap((record) => (isMeasuredSearch(record) ? [record.answers.requests] : []));
    expect(searches).toEqual(Array(10).fill(40));
    expect(seen.server.answered).toBe(10 * (40 + 5));
    expect(of(4).recall?.value).toBe(1);
  });
});

describe('through threads, a known share of errors', () => {
  it('comes back with 1 % inside the interval of the lab, every error counted', async () => {
    const erring = await measure(
      'erring',
      { serviceMs: 0, errors: { share: 0.01, seed: 5 } },
      { clients: [2], requests: 400 },
    );
    expectOnePercent(erring);
  }, 60_000);
});

describe('through threads, a known stall', () => {
  it('shows in the p99 of an open loop: half of the requests were due in it', async () => {
    const stallMs = 1000;
    const seen = await measure(
      'stalling',
      { serviceMs: 10, stalls: [{ fromMs: 500, forMs: stallMs }] },
      { warmup: 5, workloads: [{ type: 'open', arrivals: 'constant', rates: [100], seconds: 2 }] },
      { anew: true },
    );
    expectStallOf(stallMs, only(seen.open));
  }, 120_000);
});

describe('an engine’s own client that costs more than its server', () => {
  it('passes the ceiling of bare requests, whose words do not clear it, and is told by client-load', async () => {
    const ownMs = 5;
    const { records } = await measure('costly', { serviceMs: 0 }, { ...once, clients: [4], requests: 60, warmup: 4 });
    const finding = (check: string) => only(verdicts(records, 'search', check));
    expect(finding('client-ceiling')).toMatchObject({
      verdict: 'pass',
      advice: expect.stringContaining('the check client-load tells') as string,
    });
    const load = finding('client-load');
    expect(load).toMatchObject({ verdict: 'warn', advice: expect.stringContaining('largely its own') as string });
    expect(load.numbers.clientMsPerRequest).toBeGreaterThanOrEqual(ownMs / 2);
  }, 60_000);
});

describe('several threads', () => {
  it('share a server’s known capacity, and count each of its errors once, however many cores there are', async () => {
    const [serviceMs, limit, requests] = [20, 2, 90];
    const behaviour = { serviceMs, limit, errors: { share: 0.1, seed: 5 } };
    const known = await knownEngine('limited', behaviour, { inThreads: true });
    const { dim, data } = smallDataset().queries;
    const queries = data as Float32Array;
    // A failed request holds id 0: that is the right answer to none.
    const idOf = (query: number) => 1000 + query;
    const spec = { name: 'x', dim, metric: 'l2' as const, capacity: 40, build: {}, search: {} };
    const connection = await known.engine.connect({ dataDir: '', env: {} });
    const collection = await connection.open(spec);
    await collection.insert({ ids: Uint32Array.from({ length: 40 }, (_, row) => idOf(row)), vectors: queries });
    const env = { ...connection.address };
    const place = { engine: 'limited', enginesFile: knownEnginesFile, env, dataDir: '', spec, filter: undefined };
    const load = await startClientThreads({
      ...{ where: 'test', place: { ...place, handle: collection.handle?.() } },
      ...{ queries, dim, threads: 3, clients: 6 },
    });
    try {
      const { seen } = await load.closed({ clients: 6, requests, minMs: 0, k: 1, first: 0 });
      const { answered, failed, mostInside, mostWaiting } = await known.server.stats();
      expect([answered + failed, mostInside, mostWaiting]).toEqual([requests, 6, 4]);
      expect([failed > 0, seen.errors]).toEqual([true, { 'http-500': failed }]);
      expect(seen.windowNs / 1e6).toBeGreaterThanOrEqual((requests * serviceMs) / limit / precision);
      // Each query is its own nearest neighbour: an answer that went to another request would show.
      const wrong = Array.from(seen.ids).filter((id, at) => id !== idOf(seen.queries[at] ?? NaN));
      expect(wrong).toHaveLength(failed);
    } finally {
      await load.end();
      await known.close();
    }
  }, 30_000);
});
