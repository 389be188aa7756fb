import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Record } from 'vexlab';
import { lines, vexlab } from './vexlab';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { VEXLAB_CACHE: join(folder, 'cache'), VEXLAB_DEBUG: '' };
const tiny = [
  '--datasets',
  'synthetic:n=500,dim=16,queries=20,clusters=5,seed=3',
  '--scales',
  'full',
  '--requests',
  '20',
  '--min-ms',
  '0',
  '--warmup',
  '5',
];
const small = ['run', '--databases', 'exact,hnswlib', ...tiny, '--ef', '10,40', '--clients', '1', '--repetitions', '2'];

/** What `run --json` prints, as far as it is looked at here. */
interface RunJson {
  run: string;
  dir: string;
  state: string;
  planned: number;
  resumed: number;
  cells: { [state: string]: number };
  records: string;
  report: string;
  summaries: { state: string; engine: { name: string }; recall?: { value: number }; remedy?: string }[];
}

/** Lines that were written to their end: the last may be under way. */
const ended = (text: string): string[] => lines(text.slice(0, text.lastIndexOf('\n') + 1));

const recordsOf = (path: string): Record[] =>
  existsSync(path) ? ended(readFileSync(path, 'utf8')).map((line) => JSON.parse(line) as Record) : [];

/** The record files under a results folder. */
const recordFiles = (output: string): string[] =>
  existsSync(output) ? readdirSync(output).map((run) => join(output, run, 'records.jsonl')) : [];

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}

describe('vexlab run', () => {
  it('measures, keeps the records, writes a report, and says it all as JSON', async () => {
    const output = join(folder, 'json');
    const { code, stdout, stderr } = await vexlab([...small, '--output', output, '--json'], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('vexlab:') as string });
    const result = JSON.parse(stdout) as RunJson;
    expect(result).toMatchObject({
      state: 'finished',
      planned: 6,
      resumed: 0,
      cells: { ok: 6, failed: 0, 'timed-out': 0, unavailable: 0, skipped: 0 },
    });
    const records = recordsOf(result.records);
    expect(records.map(({ state }) => state)).toEqual(new Array(6).fill('ok'));
    expect(records.every(({ run }) => run === result.run)).toBe(true);
    expect(readFileSync(result.report, 'utf8')).toContain(result.run);
    const exact = result.summaries.find(({ engine }) => engine.name === 'exact');
    expect(exact?.recall?.value).toBe(1);
  });

  it('ends with a summary of at most 100 columns and says where all is', async () => {
    const output = join(folder, 'text');
    const { code, stdout } = await vexlab([...small, '--output', output], { env });
    expect(code).toBe(0);
    expect(
      Math.max(
        ...lines(stdout)
          .slice(0, -4)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
    expect(stdout).toMatch(/^cells +6 measured$/m);
    expect(stdout).toMatch(/^report +\S+report\.html$/m);
    expect(stdout).toMatch(/^records +\S+records\.jsonl$/m);
    // As it stands there, in a results folder that the other commands do not know.
    const next = /^next +npx vexlab (summary) (\S+)$/m.exec(stdout)?.slice(1) ?? [];
    expect(await vexlab(next, { env })).toMatchObject({ code: 0 });

    const runs = await vexlab(['runs', '--results', output, '--json'], { env });
    const listed = JSON.parse(runs.stdout) as { runs: { run: string; state: string; cells: { ok: number } }[] };
    expect(listed.runs).toMatchObject([{ state: 'finished', cells: { ok: 6 } }]);

    const id = listed.runs[0]?.run ?? '';
    const summary = await vexlab(['summary', id, '--results', output], { env });
    expect(summary.code).toBe(0);
    expect(stdout).toContain(summary.stdout.trim());

    const file = join(output, id, 'records.jsonl');
    truncateSync(file, statSync(file).size - 9);
    const torn = await vexlab(['summary', '--results', output], { env });
    expect(torn.code).toBe(0);
    expect(torn.stdout).toContain(`damaged: 1 of the lines of run ${id}, not counted:`);

    const none = await vexlab(['summary', 'nothing', '--results', output], { env });
    expect(none.code).toBe(2);
    expect(none.stderr).toBe(`vexlab: ${output}: holds no run "nothing"; npx vexlab runs lists them\n`);

    const report = await vexlab(['report', id, '--results', output, '--output', join(output, 'mine.html')], { env });
    expect(report.code).toBe(0);
    expect(readFileSync(join(output, 'mine.html'), 'utf8')).toContain(id);
  });

  it('takes a sweep from a file, and the command line over it', async () => {
    const output = join(folder, 'file');
    const file = join(folder, 'sweep.json');
    writeFileSync(file, JSON.stringify({ engines: ['exact', 'hnswlib'], ef: [10], repetitions: 1, clients: [1, 2] }));
    const args = ['run', '--sweep', file, ...tiny, '--databases', 'hnswlib', '--option', 'hnswlib.M=8'];
    const { code, stdout } = await vexlab([...args, '--output', output, '--json'], { env });
    expect(code).toBe(0);
    const records = recordsOf((JSON.parse(stdout) as RunJson).records);
    expect(
      records
        .map(({ cell }) => [cell.engine, cell.build.M, 'clients' in cell.workload && cell.workload.clients])
        .sort(),
    ).toEqual([
      ['hnswlib', 8, 1],
      ['hnswlib', 8, 2],
    ]);
  });

  it('says an unavailable engine, measures the others, and exits 3', async () => {
    const output = join(folder, 'partly');
    const args = [
      'run',
      '--databases',
      'hnswlib,chroma',
      ...tiny,
      '--ef',
      '10',
      '--clients',
      '1',
      '--repetitions',
      '1',
    ];
    const nowhere = { ...env, CHROMA_URL: 'http://127.0.0.1:9' };
    const { code, stdout } = await vexlab([...args, '--output', output], { env: nowhere });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^cells +1 measured, 1 unavailable$/m);
    expect(stdout).toContain('unset CHROMA_URL');
  });

  it('fails where nothing at all could be measured', async () => {
    const args = ['run', '--databases', 'chroma', ...tiny, '--ef', '10', '--output', join(folder, 'none'), '--json'];
    const { code, stdout } = await vexlab(args, { env: { ...env, CHROMA_URL: 'http://127.0.0.1:9' } });
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as RunJson).summaries).toMatchObject([{ state: 'missing' }]);
  });

  it.each([
    [['--datasets', 'no-such-set'], 'unknown dataset: no-such-set'],
    [['--option', 'hnswlib.width=3'], 'width'],
    [['--k', '501'], '501'],
  ])('refuses %j with exit 2 and one line, before anything is measured', async (wrong, expected) => {
    const output = join(folder, 'refused');
    const { code, stdout, stderr } = await vexlab([...small, ...wrong, '--output', output], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(expected);
    expect(recordFiles(output).flatMap(recordsOf)).toEqual([]);
  });

  it('stops on Ctrl-C, keeps what was measured, and goes on with the rest when asked again', async () => {
    const output = join(folder, 'interrupted');
    const args = [...small, '--repetitions', '30', '--requests', '200', '--output', output, '--json'];
    const measured = () => recordFiles(output).flatMap(recordsOf);
    const stopped = await vexlab(args, {
      env,
      meanwhile: async (kill) => {
        await until(() => measured().length >= 3);
        kill('SIGINT');
      },
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('what was measured is kept');
    const first = JSON.parse(stopped.stdout) as RunJson;
    expect(first.state).toBe('interrupted');
    const before = measured();
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(before.length).toBeLessThan(first.planned);

    const ended = await vexlab(args, { env });
    expect(ended.code).toBe(0);
    const second = JSON.parse(ended.stdout) as RunJson;
    expect(second).toMatchObject({ run: first.run, state: 'finished', resumed: before.length });
    const after = measured();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(first.planned);
    expect(new Set(after.map(({ cellId }) => cellId)).size).toBe(first.planned);
  });

  it('ends at once on the second Ctrl-C', async () => {
    const output = join(folder, 'twice');
    const args = [...small, '--repetitions', '30', '--requests', '2000', '--output', output];
    const { code, stdout } = await vexlab(args, {
      env,
      meanwhile: async (kill) => {
        await until(() => recordFiles(output).flatMap(recordsOf).length >= 1);
        // Signals that come while the process is busy are one to it: again and again, as an impatient person would.
        for (let times = 0; times < 100; times++) {
          kill('SIGINT');
          await sleep(5);
        }
      },
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  });
});
