import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapacitySummary, summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { readRun } from 'vexlab/dist/results/run-store';
import type { CapacityRecord } from 'vexlab/dist/results/record';
import { windowMs } from 'vexlab/dist/workload/load/rate-search';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { capacityTable } from 'vexlab/dist/views/tables/capacity-table';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { type KnownEngine, knownEngine } from './known-engine';

const folder = temporaryFolder();
let known: KnownEngine;
let record: CapacityRecord;
let summary: CapacitySummary;
/** Ten at once, 100 ms each: a hundred a second. A busy machine takes little from that, and can add nothing. */
const most = 100;
const precision = 0.5;
beforeAll(async () => {
  known = await knownEngine('limited', { serviceMs: 100, limit: 10 });
  const sweep = smallSweep({
    engines: ['limited'],
    workloads: [{ type: 'capacity', arrivals: 'constant', seconds: 3, precision }],
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
  it('has the truth between a rate that held and one that broke', () => {
    const [{ state, held = NaN, broken = NaN, contradicted } = { state: 'none', contradicted: [] }] = summary.found;
    expect(state).toBe('found');
    expect(contradicted).toEqual([]);
    // What it completes of a rate that breaks it is its capacity, on this machine and at this hour.
    const truth = Math.max(...record.windows.filter(({ rate }) => rate >= broken).map(({ completed }) => completed));
    expect(truth).toBeLessThanOrEqual(most * 1.02);
    expect(truth).toBeGreaterThan(most / 2);
    expect(broken).toBeGreaterThan(truth);
    expect(held).toBeGreaterThan(truth / (1 + precision) / 1.1);
    expect(held).toBeLessThanOrEqual(most * (1 + precision / 4));
    expect(broken / held).toBeLessThanOrEqual(1 + precision);
  });

  it('keeps every window with its requests, so that each verdict can be derived again', () => {
    for (const window of record.windows) {
      const seconds = windowMs({ durationMs: 3000, precision }, window.rate) / 1000;
      expect(window.requests).toBe(Math.ceil(window.rate * seconds - 1e-9));
      const answered = decodeHistogram(window.histograms.response).totalCount;
      expect(answered + window.errors + window.notSent).toBe(window.requests);
      expect(decodeHistogram(window.histograms.slip).totalCount).toBe(window.requests);
      expect(window.hits).toBe(answered * record.k);
    }
  });

  it('lasted as long as its windows together', () => {
    const lengths = record.windows.map(({ rate }) => windowMs({ durationMs: 3000, precision }, rate));
    // The last request of a window is due before its end, by one interval at most.
    const least = lengths.map((ms, at) => ms - 1000 / (record.windows[at]?.rate ?? NaN));
    expect(record.windows.length).toBeGreaterThan(1);
    expect(record.phases.measureMs).toBeGreaterThanOrEqual(least.reduce((sum, ms) => sum + ms, 0) - 1);
  });

  it('begins at half of what a closed loop reached', () => {
    expect(record.windows[0]?.rate).toBeCloseTo(record.scout.rate / 2, 9);
    // Eight clients of 100 ms each.
    expect(record.scout.rate).toBeLessThanOrEqual(80);
  });

  it('is told in a table, with the rates that were tried', () => {
    const text = capacityTable([summary]).text();
    expect(text).toMatch(/limited/);
    expect(text).toContain(`${record.windows.length}`);
  });
});
