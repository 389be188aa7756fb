import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drift } from 'vexlab/dist/analysis/drift';
import type { Trend } from 'vexlab/dist/analysis/drift-trend';
import type { EnduranceRun } from 'vexlab/dist/analysis/endurance-summary';
import { summariseEndurance } from 'vexlab/dist/analysis/summarise-endurance';
import type { ProgressEvent } from 'vexlab/dist/base/progress';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { recordSchema } from 'vexlab/dist/results/record-schema';
import type { EnduranceRecord } from 'vexlab/dist/results/record';
import { readRun } from 'vexlab/dist/results/run-store';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { enduranceTakeaway } from 'vexlab/dist/views/endurance-takeaway';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { type KnownEngine, knownEngine } from './known-engine';

const known: KnownEngine[] = [];
const folder = temporaryFolder();
afterAll(async () => {
  await Promise.all(known.map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

const [rate, seconds, slices, warmup] = [50, 16, 16, 5];
const perHour = 3600;

async function measure(
  name: string,
  behaviour: Behaviour,
  {
    told = () => undefined,
    cut = slices,
  }: { told?: (event: ProgressEvent, engine: KnownEngine) => void; cut?: number } = {},
) {
  const engine = await knownEngine(name, behaviour, { anew: true, watched: true });
  known.push(engine);
  const sweep = smallSweep({
    engines: [name],
    warmup,
    workloads: [{ type: 'endurance', arrivals: 'constant', rates: [rate], seconds, slices: cut }],
  });
  const { dir } = await runSweep(
    sweep,
    { output: folder, progress: (event) => void (event.stage === 'long run' && told(event, engine)) },
    laboratory([engine.engine], [smallDataset()]),
  );
  const { records } = await readRun(dir);
  const [summary] = summariseEndurance(records);
  if (summary?.state !== 'measured') throw new Error(JSON.stringify(summary));
  return { record: records[0] as EnduranceRecord, run: summary.runs[0] as EnduranceRun, summary };
}

const judged = (drift: Drift): Trend => {
  if (drift.state !== 'judged' || drift.by === 'change') throw new Error(drift.why);
  return drift;
};

describe('a server whose service grows, that leaks and errs', () => {
  const behaviour = { serviceMs: 20, growsMs: 25, leaksBytes: 200_000, errors: { share: 0.1, seed: 3 } };
  const told: ProgressEvent[] = [];
  let seen: Awaited<ReturnType<typeof measure>>;
  beforeAll(async () => {
    seen = await measure('growing', behaviour, { told: (event) => void told.push(event) });
  }, 60_000);

  it('comes back as drift of the latency, as large as it is', () => {
    const drift = judged(seen.run.drifts.p50);
    expect(drift.verdict).toBe('rises');
    expect(drift.perHour.low).toBeGreaterThan(0);
    // A busy machine moves single slices: that the interval holds the truth is asked in virtual time, where none does.
    expect(drift.perHour.high).toBeGreaterThan(0.8 * behaviour.growsMs * perHour);
    expect(drift.perHour.value / perHour).toBeGreaterThan(0.8 * behaviour.growsMs);
    expect(drift.perHour.value / perHour).toBeLessThan(1.5 * behaviour.growsMs);
  });

  it('comes back as drift of the memory of its processes', () => {
    const drift = judged(seen.run.drifts.memory);
    const leaked = behaviour.leaksBytes * rate;
    expect(seen.run.memoryOf).toBe('engine');
    expect(drift.verdict).toBe('rises');
    expect(drift.perHour.low).toBeGreaterThan(0);
    expect(drift.perHour.value / perHour).toBeGreaterThan(0.7 * leaked);
    expect(drift.perHour.value / perHour).toBeLessThan(2 * leaked);
  });

  it('has its errors counted in the slices that they fell in, and says that too few requests carry a p99', async () => {
    const { answered, failed } = await known[0]!.server.stats();
    const { record, run } = seen;
    expect(record.slices.reduce((sum, slice) => sum + slice.failed, 0)).toBe(run.failed);
    expect(run.errors).toEqual({ 'http-500': run.failed });
    // The server began anew before the warm-up.
    expect(answered + failed).toBe(rate * seconds + warmup);
    expect(run.failed).toBeGreaterThan(0);
    expect(run.drifts.p99).toMatchObject({
      state: 'not available',
      why: expect.stringContaining('carry no p99') as string,
    });
  });

  it('keeps every request in one slice, with what the machine took meanwhile', () => {
    const { record } = seen;
    expect(recordSchema.safeParse(record).error).toBeUndefined();
    expect(record.slices).toHaveLength(slices);
    for (const slice of record.slices) {
      expect(slice.requests).toBe((rate * seconds) / slices);
      expect(decodeHistogram(slice.histograms.response).totalCount).toBe(slice.requests - slice.failed);
      expect(decodeHistogram(slice.histograms.slip).totalCount).toBe(slice.requests);
      expect(slice.hits).toBe((slice.requests - slice.failed) * record.k);
      expect(slice.memory.engine).toBeGreaterThan(0);
      expect(slice.cpu.lab).toBeGreaterThan(0);
    }
    const checks = record.findings.map(({ check }) => check);
    expect(checks).toEqual(expect.arrayContaining(['littles-law', 'slips', 'offered-rate', 'window', 'errors']));
  });

  it('tells how far it is', () => {
    expect(told.map(({ done, total, unit }) => [done, total, unit])).toEqual(
      Array.from({ length: slices + 1 }, (_, done) => [done, slices, 'slices']),
    );
  });
});

describe('a server that stays as it is', () => {
  it('is not said to drift by anything near that, and to have no drift of errors', async () => {
    const { run } = await measure('steady', { serviceMs: 20 });
    // A busy machine may move by a little, and truly.
    expect(Math.abs(judged(run.drifts.p50).perHour.value) / perHour).toBeLessThan(2);
    expect(run.drifts.errors).toMatchObject({ verdict: 'no drift shown', why: `all ${slices} slices are alike` });
  }, 60_000);
});

describe('a server that collapses in the last fifth of a run', () => {
  const [cut, collapse] = [20, 16];

  it('by failing each request, comes back as drift of the errors, in the table and in the sentence', async () => {
    const behaviour = {
      serviceMs: 5,
      errors: { share: 1, seed: 1, after: warmup + (collapse / cut) * rate * seconds },
    };
    const { run, summary } = await measure('failing', behaviour, { cut });
    const { errors, p50 } = run.drifts;
    expect(errors).toMatchObject({ verdict: 'rises', by: 'change', change: { from: collapse, before: 0 } });
    expect(p50).toMatchObject({ state: 'judged', by: 'change' });
    expect(run.slices.map((slice) => slice.p50 === Infinity)).toEqual(run.slices.map((_, at) => at >= collapse));
    const said = enduranceTakeaway([summary]);
    expect(said).toContain('errors rise from 0 % to 100 % with slice 17');
    // Ranks of few slices may not carry the p50: what they hide is said.
    expect(said).toMatch(/p50 (rises from [\d.]+ ms to|\([\d.]+ ms; in 4 of 20 slices) that of a failed request/);
  }, 60_000);

  it('by ending, does too, whatever its clients are told', async () => {
    const { run, summary } = await measure(
      'dying',
      { serviceMs: 5 },
      { cut, told: ({ done }, { server }) => void (done === collapse && server.stop()) },
    );
    const drift = run.drifts.errors;
    expect(drift).toMatchObject({ verdict: 'rises', by: 'change' });
    expect(run.slices.slice(collapse + 1).map(({ errors }) => errors)).toEqual([1, 1, 1]);
    expect(enduranceTakeaway([summary])).toMatch(/errors rise from \d.* % to \d.* % with slice 1[78];/);
  }, 60_000);
});

describe('a long run that is stopped', () => {
  it('leaves no record, and the same sweep measures it whole', async () => {
    const engine = await knownEngine('stopped', { serviceMs: 1 });
    known.push(engine);
    const sweep = smallSweep({
      engines: ['stopped'],
      workloads: [{ type: 'endurance', arrivals: 'poisson', rates: [100], seconds: 3, slices }],
    });
    const stop = new AbortController();
    const lab = laboratory([engine.engine], [smallDataset()]);
    const progress = ({ stage, done }: ProgressEvent) => void (stage === 'long run' && done === 3 && stop.abort());
    const halted = await runSweep(sweep, { output: folder, signal: stop.signal, progress }, lab);
    expect(halted).toMatchObject({ state: 'interrupted', records: [] });
    const whole = await runSweep(sweep, { output: folder }, lab);
    expect(whole.run).toBe(halted.run);
    expect(whole.records.map((record) => (record as EnduranceRecord).slices.length)).toEqual([slices]);
  }, 60_000);
});
