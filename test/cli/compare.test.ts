import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Record as LabRecord } from 'vexlab/dist/results/record';
import { createRun } from 'vexlab/dist/results/run-store';
import { sampleHead } from '../results/sample-record';
import { okRecord } from '../views/fixture-records';
import { lines, vexlab } from './vexlab';

const results = join(mkdtempSync(join(tmpdir(), 'vexlab-cli-compare-')), 'results');

/** A kept run of five repetitions at each of these rates by ef. */
async function keep(planId: string, rates: { [ef: number]: number }): Promise<string> {
  const store = await createRun(results, { ...sampleHead, planId });
  const records = Object.entries(rates).flatMap(([ef, rate]) =>
    [0, 1, -1, 2, -2].map((off, repetition): LabRecord => {
      const measureMs = 100_000 / (rate + off);
      const latencies = new Array<number>(100).fill(1);
      return okRecord({ latencies, measureMs, search: { ef: Number(ef) }, repetition, buildIndex: repetition });
    }),
  );
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
    expect(stdout).toMatch(/Plain +ef 10 +— +100 +300 +3\.00 2\.94–3\.06 +0\.016 +1\.00 +B\n/);
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
    expect(partly.stdout).toMatch(/Only in B\nPlain +ef 40 +in A no such setting/);
    const none = await vexlab(['compare', slow, apart, '--results', results]);
    expect(none.code).toBe(1);
    expect(none.stdout).toContain('The runs have no setting in common.');
  });

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
