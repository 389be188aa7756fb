import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapacitySummary, summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { readRun } from 'vexlab/dist/results/run-store';
import type { CapacityRecord } from 'vexlab/dist/results/record';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { capacityTable } from 'vexlab/dist/views/tables/capacity-table';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { type KnownEngine, knownEngine } from './known-engine';

const folder = temporaryFolder();
let known: KnownEngine;
let record: CapacityRecord;
let summary: CapacitySummary;
/** Ten at once, 200 ms each: 50 a second. A busy machine adds little to that. */
beforeAll(async () => {
  known = await knownEngine('limited', { serviceMs: 200, limit: 10 });
  const sweep = smallSweep({
    engines: ['limited'],
    workloads: [{ type: 'capacity', arrivals: 'constant', seconds: 3, precision: 0.2 }],
  });
  const { dir } = await runSweep(sweep, { output: folder }, laboratory([known.engine], [smallDataset()]));
  const { records } = await readRun(dir);
  record = records[0] as CapacityRecord;
  const [first] = summariseCapacity(records);
  if (first?.state !== 'measured') throw new Error(JSON.stringify(first));
  summary = first;
}, 300_000);
afterAll(async () => {
  await known.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the search for the highest rate that a server of known capacity holds', () => {
  it('never says more than the server can do, and finds a rate that breaks it', () => {
    const [found] = summary.found;
    expect(found?.broken).toBeDefined();
    // 50/s, and as much more as three seconds cannot tell from it.
    expect(found?.held ?? 0).toBeLessThanOrEqual(52);
    expect(found?.broken).toBeGreaterThan(found?.held ?? 0);
    const above = record.windows.filter(({ rate, client }) => rate > 52 && client !== 'fail');
    for (const window of above) expect(window.completed).toBeLessThan(0.99 * window.offered);
  });

  it('keeps every window with its requests, so that each verdict can be derived again', () => {
    for (const window of record.windows) {
      expect(window.requests).toBe(Math.ceil(window.rate * 3 - 1e-9));
      const answered = decodeHistogram(window.histograms.response).totalCount;
      expect(answered + window.errors + window.notSent).toBe(window.requests);
      expect(decodeHistogram(window.histograms.slip).totalCount).toBe(window.requests);
      expect(window.hits).toBe(answered * record.k);
    }
  });

  it('begins at half of what a closed loop reached', () => {
    expect(record.windows[0]?.rate).toBeCloseTo(record.scout.rate / 2, 9);
    // Eight clients of 200 ms each.
    expect(record.scout.rate).toBeLessThanOrEqual(40);
  });

  it('is told in a table, with the rates that were tried', () => {
    const text = capacityTable([summary]).text();
    expect(text).toMatch(/limited/);
    expect(text).toContain(`${record.windows.length}`);
  });
});
