import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun } from 'vexlab/dist/results/run-store';
import { sampleHead } from '../results/sample-record';
import { enduranceRecord } from '../views/fixture-endurance-records';
import { okRecord } from '../views/fixture-records';
import { vexlab } from './vexlab';

const results = join(mkdtempSync(join(tmpdir(), 'vexlab-cli-summary-')), 'results');

/** Each 1,000 requests, of which 2 % fail. */
const closedLoops = [0, 1, 2, 3, 4].map((repetition) =>
  okRecord({
    latencies: Array.from({ length: 980 }, (_, i) => 1 + (i % 10) / 1000),
    errors: { timeout: 20 },
    measureMs: 1000,
    repetition,
    buildIndex: repetition,
  }),
);

/** In the last 10 of 30 slices 60 of 1,260 requests fail. */
const longRun = enduranceRecord({
  slices: Array.from({ length: 30 }, (_, slice) => ({
    responses: Array.from({ length: 1200 }, (_, i) => 1 + ((i * 7 + slice) % 100) / 100),
    memory: { lab: 200e6 },
    ...(slice >= 20 && { failed: 60 }),
  })),
});

interface Answer {
  summaries: { samples: number; failed: number; latency: object }[];
  endurance: { runs: { slices: { p50: unknown; p99: unknown }[]; drifts: { p99: object } }[] }[];
}

describe('a percentile that is that of a failed request', () => {
  let [text, json] = ['', {} as Answer];
  beforeAll(async () => {
    const store = await createRun(results, sampleHead);
    for (const record of [...closedLoops, longRun]) await store.append(record);
    await store.setState('finished');
    await store.close();
    const summary = (...more: string[]) => vexlab(['summary', '--results', results, ...more]);
    const [table, data] = [await summary(), await summary('--json')];
    expect([table.code, data.code]).toEqual([0, 0]);
    [text, json] = [table.stdout, JSON.parse(data.stdout) as Answer];
  });

  it('has no number in a closed loop, whose p95 has one', () => {
    const [loop] = json.summaries;
    expect(loop).toMatchObject({ samples: 5000, failed: 100 });
    expect(Object.keys(loop?.latency ?? {})).toEqual(['mean', 'p50', 'p75', 'p90', 'p95']);
    expect(text).toMatch(/^Plain +measured +— +— +980 +1\.01 +— +lab 220 +100 of 5,000$/m);
  });

  it('is Infinity in words in the slices of a long run, and no null', () => {
    const [run] = json.endurance[0]?.runs ?? [];
    const percentiles = run?.slices.map(({ p99 }) => p99) ?? [];
    expect(percentiles.slice(20)).toEqual(new Array<string>(10).fill('Infinity'));
    for (const p99 of percentiles.slice(0, 20)) expect(p99).toBeCloseTo(1.98, 2);
    for (const { p50 } of run?.slices ?? []) expect(p50).toBeCloseTo(1.5, 1);
    expect(run?.drifts.p99).toMatchObject({ verdict: 'rises', change: { after: 'Infinity' } });
  });

  it('is ∞ in the table of long runs, and said in words below', () => {
    expect(text).toMatch(/^Plain +rises +p99 +— +1 +1\.98 +ms +\+∞ +—$/m);
    expect(text.replace(/\s+/g, ' ')).toContain('p99 rises from 1.98 ms to that of a failed request with slice 21');
  });
});
