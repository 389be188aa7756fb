import { rmSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
import { errorShare } from 'vexlab/dist/analysis/error-share';
import type { Estimate } from 'vexlab/dist/analysis/estimate';
import type { OpenSummary } from 'vexlab/dist/analysis/open-summary';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import type { Record, SearchedRecord } from 'vexlab/dist/results/record';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { type KnownEngine, knownEngine, knownEnginesFile, type KnownScript } from './known-engine';

const known: KnownEngine[] = [];
const folder = temporaryFolder();
afterAll(async () => {
  await Promise.all(known.map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Measures one engine over a server of known behaviour, five repetitions of a build each unless asked otherwise. */
export async function measureKnown(
  name: string,
  behaviour: Behaviour,
  sweep: Partial<Sweep>,
  script: KnownScript = {},
) {
  const engine = await knownEngine(name, behaviour, script);
  known.push(engine);
  const asked = smallSweep({ engines: [name], repetitions: 5, builds: 5, ...sweep });
  const lab = { ...laboratory([engine.engine], [smallDataset()]), enginesFile: knownEnginesFile };
  const { records } = await runSweep(asked, { output: folder }, lab);
  const failed = records.flatMap((record) => (record.state === 'ok' ? [] : [record.why]));
  if (failed.length > 0) throw new Error(failed.join('; '));
  return {
    records,
    server: await engine.server.stats(),
    closed: summarise(records).map((summary) => summary as MeasuredSummary),
    open: summariseOpen(records).map((summary) => summary as OpenSummary),
  };
}

export const only = <T>(items: readonly T[]): T => {
  if (items.length !== 1) throw new Error(`${items.length} and not one`);
  return items[0] as T;
};

/**
 * Whether the interval meets what the known figure becomes on its way through the client: between the figure itself and what
 * the slowest of a hundred requests that do nothing adds.
 */
export function expectMeets({ low, high }: Estimate, [from, to]: readonly [number, number]): void {
  expect(low, `${low} to ${high} lies above ${from} to ${to}`).toBeLessThanOrEqual(to);
  expect(high, `${low} to ${high} lies below ${from} to ${to}`).toBeGreaterThanOrEqual(from);
}

/** That 1 % of 2,000 requests of one setting failed: within the lab's interval, each counted as the server counts it. */
export function expectOnePercent({ closed, server }: Awaited<ReturnType<typeof measureKnown>>): void {
  const { failed, samples, errors, runs } = only(closed);
  expect(samples).toBe(2000);
  expect([failed, samples - failed]).toEqual([server.failed, server.answered]);
  expect(errors).toEqual({ 'http-500': failed });
  const { low, high } = errorShare(runs);
  expect(low).toBeLessThanOrEqual(0.01);
  expect(high).toBeGreaterThanOrEqual(0.01);
}

/** That the p99 of an open loop at 100/s, of whose requests a part was due in a stall, shows how long it was. */
export function expectStallOf(stallMs: number, { response, service, completed, mostInFlight }: OpenSummary): void {
  expect(response.p99?.low).toBeGreaterThanOrEqual(stallMs / 2);
  expectMeets(response.p99 as Estimate, [0.9 * stallMs, 1.1 * stallMs]);
  expect(service.p99?.low).toBeGreaterThanOrEqual(stallMs / 2);
  expect(mostInFlight).toBeGreaterThanOrEqual(90);
  expect(completed.high).toBeLessThanOrEqual(100 * precision);
}

/** The histograms' three digits. */
export const precision = 1.001;

export const verdicts = (records: readonly Record[], type: string, check: string) =>
  records
    .filter(({ cell }) => cell.workload.type === type)
    .flatMap((record) => (record as SearchedRecord).findings.filter((finding) => finding.check === check));
