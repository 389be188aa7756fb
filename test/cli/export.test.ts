import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun } from 'vexlab/dist/results/run-store';
import { sampleHead } from '../results/sample-record';
import { plausibleLongRuns } from '../views/fixture-endurance-records';
import { missingRecord, okRecord } from '../views/fixture-records';
import { lines, vexlab } from './vexlab';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-cli-export-'));
const results = join(folder, 'results');
const to = (name: string): string => join(folder, name);
let run = '';

beforeAll(async () => {
  const store = await createRun(results, sampleHead);
  await store.append(missingRecord({ why: 'died', state: 'failed', search: { ef: 8 } }));
  for (const repetition of [0, 1]) {
    await store.append(okRecord({ latencies: [1, 2, 3], measureMs: 100, repetition, search: { ef: 16 } }));
  }
  // The first one tried again: of its two records the later one counts.
  await store.append(missingRecord({ why: 'died again', state: 'failed', search: { ef: 8 } }));
  await store.setState('finished');
  await store.close();
  run = store.manifest.run;
});

describe('vexlab export', () => {
  it('writes a row a record, and says what it left out', async () => {
    const { code, stdout, stderr } = await vexlab([
      'export',
      run,
      '--results',
      results,
      '--format',
      'csv',
      '--output',
      to('a.csv'),
    ]);
    expect({ code, stderr: lines(stderr) }).toEqual({
      code: 0,
      stderr: ['left out: 1 of cells that were tried again, or are planned no more'],
    });
    expect(stdout).toMatch(/a\.csv: 3 rows × \d+ columns\n$/);
    const [head, ...rows] = lines(readFileSync(to('a.csv'), 'utf8'));
    expect(head?.split(',')).toEqual(
      expect.arrayContaining(['run', 'state', 'why', 'recall', 'qps', 'p50_ms', 'cpu_model']),
    );
    expect(rows.map((row) => row.split(',').slice(4, 6))).toEqual([
      ['ok', ''],
      ['ok', ''],
      ['failed', 'died again'],
    ]);
  });

  it('takes the format from the ending, and says it all as JSON', async () => {
    const { code, stdout } = await vexlab(['export', '--results', results, '--output', to('b.arrow'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      runs: [run],
      output: to('b.arrow'),
      format: 'arrow',
      rows: 3,
      superseded: 1,
      damaged: 0,
    });
    expect(readFileSync(to('b.arrow')).subarray(0, 6).toString()).toBe('ARROW1');
  });

  it('writes the slices of long runs as a table of their own, or says that there are none', async () => {
    const store = await createRun(join(folder, 'long'), sampleHead);
    for (const record of plausibleLongRuns()) await store.append(record);
    await store.close();
    const slices = ['export', '--slices', '--output', to('slices.csv'), '--results'];
    expect((await vexlab([...slices, join(folder, 'long')])).code).toBe(0);
    const [head, ...rows] = lines(readFileSync(to('slices.csv'), 'utf8'));
    expect(head?.split(',')).toEqual(expect.arrayContaining(['run', 'cell_id', 'slice', 'response_p99_ms']));
    const known = plausibleLongRuns().flatMap((record) => (record.state === 'ok' ? record.slices : []));
    expect(rows).toHaveLength(known.length);
    const none = await vexlab([...slices, results, '--force']);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('holds no long run that was measured');
  });

  it('replaces nothing unless told to', async () => {
    const args = ['export', '--results', results, '--output', to('c.csv')];
    expect((await vexlab(args)).code).toBe(0);
    const refused = await vexlab(args);
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(`vexlab: ${to('c.csv')}: is there already; name another file, or give --force\n`);
    expect((await vexlab([...args, '--force'])).code).toBe(0);
  });

  it.each([
    [['--output', 'table.txt'], 'names no format; give --format '],
    [['--format', 'xml', '--output', 'table.xml'], "argument 'xml' is invalid"],
    [['--output', 'table.csv', 'nowhere'], 'holds no run "nowhere"'],
    [['--format', 'csv'], "required option '--output <file>' not specified"],
  ])('%j: exit 2, one line, no file', async (args, expected) => {
    const before = readdirSync(folder);
    const { code, stderr } = await vexlab(['export', '--results', results, ...args], { cwd: folder });
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(expected);
    expect(readdirSync(folder)).toEqual(before);
  });
});
