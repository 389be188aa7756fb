import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapacitySummary, summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { readRun } from 'vexlab/dist/results/run-store';
import type { CapacityRecord } from 'vexlab/dist/results/record';
import { slipLimits } from 'vexlab/dist/workload/checks/open-loop-checks';
import { windowMs } from 'vexlab/dist/workload/load/rate-search';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { capacityTable } from 'vexlab/dist/views/tables/capacity-table';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { type KnownEngine, knownEngine } from './known-engine';

const folder = temporaryFolder();
let engine: KnownEngine;
let record: CapacityRecord;
let summary: CapacitySummary;
/** Ten at once, 100 ms each: a hundred a second, which a machine can only take from. */
const known = 100;
const precision = 0.2;
/** The histograms' three digits. */
const precise = 1.01;
beforeAll(async () => {
  engine = await knownEngine('limited', { serviceMs: 100, limit: 10 });
  const sweep = smallSweep({
    engines: ['limited'],
    workloads: [{ type: 'capacity', arrivals: 'constant', seconds: 3, precision }],
  });
  const { dir } = await runSweep(sweep, { output: folder }, laboratory([engine.engine], [smallDataset()]));
  const { records } = await readRun(dir);
  record = records[0] as CapacityRecord;
  const [first] = summariseCapacity(records);
  if (first?.state !== 'measured') throw new Error(JSON.stringify(first));
  summary = first;
}, 300_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the search for the highest rate that a server of known capacity holds', () => {
  it('holds no rate above the known capacity, and brackets it unless its own client was too late to judge', () => {
    const [found] = summary.found;
    const { state, held = NaN, broken = NaN, contradicted = [], rates = [] } = found ?? {};
    expect(contradicted).toEqual([]);
    // The search promises to hold no more than a quarter of its precision above.
    expect(held).toBeLessThanOrEqual(known * (1 + precision / 4));
    if (state === 'not judged') {
      // A pause of a busy machine makes the client late, never the server quicker: that it is found is asked in virtual time.
      const unjudged = rates.filter(({ verdict }) => verdict === 'not judged').map(({ rate }) => rate);
      const late = record.windows.filter(({ rate, client }) => unjudged.includes(rate) && client === 'fail');
      expect(late.length).toBeGreaterThanOrEqual(2);
      for (const { histograms } of late) {
        const [slip, response] = [decodeHistogram(histograms.slip), decodeHistogram(histograms.response)];
        const ofP99 = slip.getValueAtPercentile(99) / response.getValueAtPercentile(99);
        expect(Math.max(slip.mean / response.mean, ofP99)).toBeGreaterThan(slipLimits.warn / precise);
      }
      return;
    }
    expect(state).toBe('found');
    // So near its capacity a server never makes up for a pause of a busy machine: the rate beneath may break, one step of the search.
    expect(broken).toBeGreaterThan(known / (1 + precision));
    expect(broken / held).toBeLessThanOrEqual(1 + precision);
  });

  it('counts in no window more answers than the server can give', () => {
    for (const { rate, completed, histograms } of record.windows) {
      const seconds = windowMs({ durationMs: 3000, precision }, rate) / 2000;
      // Of the second half: ten may have been served for the most part before it, and what came in a pause of the client is read
      // after it, which is as long as a request was sent late.
      const pause = decodeHistogram(histograms.slip).maxValue / 1e9;
      expect(completed * seconds).toBeLessThanOrEqual(known * (seconds + pause) + 10);
    }
  });

  it('keeps every window with its requests, so that each verdict can be derived again', () => {
    for (const window of record.windows) {
      const seconds = windowMs({ durationMs: 3000, precision }, window.rate) / 1000;
      // One that is due just as the window ends may be in it, as numbers are rounded.
      const due = window.rate * seconds;
      expect([Math.ceil(due - 1e-9), Math.ceil(due + 1e-9)]).toContain(window.requests);
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
