import { describe, expect, it } from 'vitest';
import { auditPublished } from 'vexlab/dist/analysis/published/audit';
import { inFlightOf } from 'vexlab/dist/analysis/published/in-flight';
import { ownRows } from 'vexlab/dist/analysis/published/own-rows';
import { objections } from 'vexlab/dist/analysis/published/objections';
import { baselineRecords } from 'vexlab/dist/notebook/baseline-records';
import { hitsFor, missingRecord, okRecord, plainEngine } from '../../views/fixture-records';
import { published } from './judge';

describe('the lab’s own records as published rows', () => {
  // 2 clients, 1,000 requests of 4 ms each: 2 s, 500 a second.
  const record = okRecord({
    latencies: new Array<number>(1000).fill(4),
    hits: hitsFor(1000, 10, 0.9),
    clients: 2,
    measureMs: 2000,
    search: { ef: 40 },
  });

  it('carry what can be judged', () => {
    const [row] = ownRows([record]);
    expect(row).toMatchObject({
      engine: 'Plain',
      rows: 10_000,
      k: 10,
      clients: 2,
      rate: 500,
      latencyOf: 'same',
      filter: 'none',
      loaded: 10_000,
      state: 'ok',
      params: { m: 16, efConstruction: 200, ef: 40 },
    });
    expect(row?.meanMs).toBeCloseTo(4, 2);
    expect(row?.recall).toBeCloseTo(0.9, 3);
    expect(row?.p99Ms).toBeCloseTo(4, 2);
  });

  it('leave out a percentile that too few requests carry, and mark a record that failed', () => {
    const few = okRecord({ latencies: new Array<number>(200).fill(4), measureMs: 800, search: {} });
    const [row, gone] = ownRows([few, missingRecord({ engine: plainEngine, why: 'no server runs' })]);
    expect(row).not.toHaveProperty('p99Ms');
    expect(row).not.toHaveProperty('recall');
    expect(row?.p95Ms).toBeCloseTo(4, 2);
    expect(gone?.state).toBe('failed');
    expect(gone).not.toHaveProperty('rate');
  });

  it('that come with the project have nothing against them, each by Little’s law', async () => {
    const records = await baselineRecords();
    const audit = auditPublished(ownRows(records));
    expect(audit.length).toBeGreaterThan(0);
    expect(objections(audit)).toEqual([]);
    const points = inFlightOf(audit);
    expect(points.map(({ from, verdict }) => `${from} ${verdict}`)).toEqual(records.map(() => 'mean pass'));
  });
});

describe('requests in flight', () => {
  it('are taken from the mean, from the p99 where clients are stated, and not from a serial pass', () => {
    const points = inFlightOf(
      auditPublished([
        published({ latencyOf: 'same', rate: 1226, meanMs: 3.12, clients: 100 }, 1),
        published({ latencyOf: 'same', rate: 963, p99Ms: 107, clients: 100 }, 2),
        published({ latencyOf: 'same', rate: 10940, meanMs: 1.44 }, 3),
        published({ latencyOf: 'same', rate: 963, p99Ms: 107 }, 4),
        published({ latencyOf: 'serial', rate: 963, p99Ms: 107, clients: 1 }, 5),
      ]),
    );
    expect(points.map(({ clients, inFlight, from, verdict }) => [clients, inFlight.toFixed(2), from, verdict])).toEqual(
      [
        [100, '3.83', 'mean', 'fail'],
        [100, '103.04', 'p99', 'pass'],
        [undefined, '15.75', 'mean', 'not judged'],
      ],
    );
  });
});
