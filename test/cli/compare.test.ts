import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Record as LabRecord } from 'vexlab/dist/results/record';
import { createRun } from 'vexlab/dist/results/run-store';
import { sampleHead } from '../results/sample-record';
import { everyWorkload } from '../views/fixture-every-workload';
import { okRecord } from '../views/fixture-records';
import { lines, vexlab } from './vexlab';

const results = join(mkdtempSync(join(tmpdir(), 'vexlab-cli-compare-')), 'results');

/** A kept run of five repetitions at each of these rates by ef. */
function keep(planId: string, rates: { [ef: number]: number }): Promise<string> {
  const records = Object.entries(rates).flatMap(([ef, rate]) =>
    [0, 1, -1, 2, -2].map((off, repetition): LabRecord => {
      const measureMs = 100_000 / (rate + off);
      const latencies = new Array<number>(100).fill(1);
      return okRecord({ latencies, measureMs, search: { ef: Number(ef) }, repetition, buildIndex: repetition });
    }),
  );
  return keepRecords(planId, records);
}

async function keepRecords(planId: string, records: readonly LabRecord[]): Promise<string> {
  const store = await createRun(results, { ...sampleHead, planId });
  for (const record of records) await store.append(record);
  await store.setState('finished');
  await store.close();
  return store.manifest.run;
}

let [slow, fast, more, apart] = ['', '', '', ''];
beforeAll(async () => {
  slow = await keep('aaaaaaaa', { 10: 100, 20: 50 });
  fast = await keep('bbbbbbbb', { 10: 300, 20: 50 });
  more = await keep('cccccccc', { 10: 300, 20: 50, 40: 20 });
  apart = await keep('dddddddd', { 80: 10 });
});

describe('vexlab compare', () => {
  it('holds two runs against each other, setting by setting', async () => {
    const { code, stdout, stderr } = await vexlab(['compare', slow, join(results, fast), '--results', results]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`A ${slow} · B ${fast} · queries/s`);
    expect(stdout).toMatch(/Plain +ef 10 +— +100 +300 +3\.00 2\.94–3\.06 +0\.048 +1\.00 +B\n/);
    expect(stdout).toMatch(/Plain +ef 20 +— +50\.0 +50\.0 +1\.00 \S+ +1\.000 +0 +no difference shown\n/);
    expect(stdout).toContain('- Machine, versions, commit and sweep are the same in both runs.');
    expect(lines(stdout).every((line) => line.length <= 100)).toBe(true);
  });

  it('says it all as JSON', async () => {
    const { code, stdout } = await vexlab(['compare', slow, fast, '--results', results, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      a: { run: slow },
      b: { run: fast },
      differences: [],
      compared: [{ faster: 'B', comparison: { ratio: { value: 3 } } }, { faster: 'no difference shown' }],
      onlyA: [],
      onlyB: [],
    });
  });

  it('exits 3 where one run lacks a setting of the other, 1 where they share none', async () => {
    const partly = await vexlab(['compare', slow, more, '--results', results]);
    expect(partly.code).toBe(3);
    expect(partly.stdout).toMatch(/Only in B\nPlain +ef 40 +1 client, k 10; in A no such setting/);
    const none = await vexlab(['compare', slow, apart, '--results', results]);
    expect(none.code).toBe(1);
    expect(none.stdout).toContain('The runs have no setting in common.');
  });

  it('holds every workload against its like, figure by figure, and leaves nothing out', async () => {
    const all = everyWorkload();
    const slower = all.map((record): LabRecord => {
      if (record.state !== 'ok' || record.measured !== 'ingest') return record;
      return { ...record, build: { ...record.build, insertMs: record.build.insertMs * 2 } };
    });
    const one = await keepRecords('eeeeeeee', all);
    const other = await keepRecords(
      'ffffffff',
      slower.filter(({ cell: { workload } }) => workload.type !== 'open'),
    );
    const { code, stdout, stderr } = await vexlab(['compare', one, other, '--results', results]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(lines(stdout).every((line) => line.length <= 100)).toBe(true);
    expect(stdout).toContain(`A ${one} · B ${other} · queries/s`);
    expect(stdout).toContain(`A ${one} · B ${other} · figure by figure`);
    for (const told of [
      /inserts of 100; synthetic 10,000 × 128 \([^)]*\),\s+l2\nacknowledged, vectors\/s +16,600 +8,310 +0\.500 \S+ +<0\.001 +−1\.00 +A\n/,
      /search for the highest rate; .*\nrate held, requests\/s +400 +400 +1\.00 \S+ +1\.000 +0 +no difference shown\n/,
      /filter that 10 % pass; .*\nrecall +0\.800 +0\.800 +0\.000 /,
      /, 10 queries a request; .*\nanswered, queries\/s +2,550 +2,550 /,
      /10 % inserts and 10 % deletes; .*\n(.*\n)*?inserts, rows\/s +50\.0 +50\.0 /,
      /100\/s for 1,800 s; .*\nresponse p50, ms +0\.801 +0\.801 +1\.00 +— +0 +no test: 1 run\n/,
      /\nOnly in A\nHNSW in process, ef 64, k 10, 100\/s, open loop: in B no such setting; /,
      /\nMeasured in neither\n(.*\n)*Absent engine, .*: skipped: the engine has no capacity; /,
      /Not comparable in 3 settings: peak memory: in A and B the engine runs in the lab's own process,/,
      /Measured in neither: skipped: Absent engine on sift-photos \(k 10, search for the highest rate\):\s+the engine has no capacity; leave capacity out\./,
      /Run A lacks 1 cell of Server, inserts of 1,000, fresh: timed-out: a repetition of ingest took too\s+long\./,
    ]) {
      expect(stdout).toMatch(told);
    }
  }, 120_000);

  it.each([
    [['no-such-run'], "missing required argument 'run-b'"],
    [['x', 'y'], 'holds no run "x"'],
  ])('%j: exit 2 and one line', async (args, expected) => {
    const { code, stdout, stderr } = await vexlab(['compare', ...args, '--results', results]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(expected);
  });
});
