import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFailed } from 'vitest';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { readRun, readRuns, reopenRun } from 'vexlab/dist/results/run-store';
import { sampleHead, sampleRecord } from '../results/sample-record';
import { temporaryFolder } from './small-sweep';

const child = resolve(__dirname, 'sweep-child.cjs');
const cells = 5 * 2 * 3;

/** Random numbers whose seed is printed where the test fails: each run of the tests kills at other moments. */
function printedRandom(): ReturnType<typeof seededRandom> {
  const seed = Date.now();
  onTestFailed(() => console.error(`the kills were drawn with seed ${seed}`));
  return seededRandom(seed);
}

interface Ended {
  code: number | null;
  out: string;
  error: string;
}

/** Runs the child to its end, or kills it so long after the run had so many records. */
async function runChild(
  output: string,
  kill?: { records: number; afterMs: number },
  command = process.execPath,
  args = [child, output],
): Promise<Ended> {
  const running = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended: Ended = { code: null, out: '', error: '' };
  running.stdout.on('data', (data: Buffer) => (ended.out += data.toString()));
  running.stderr.on('data', (data: Buffer) => (ended.error += data.toString()));
  const exit = new Promise<void>((done) => {
    running.on('close', (code) => {
      ended.code = code;
      done();
    });
  });
  if (kill) {
    while (linesOf(output).length < kill.records && running.exitCode === null) await sleep(5);
    await sleep(kill.afterMs);
    running.kill('SIGKILL');
  }
  await exit;
  return ended;
}

/** Runs the appending child and kills it so long after its start, or after its first acknowledged record. */
async function appendUntilKilled(output: string, from: 'start' | 'first append', afterMs: number): Promise<Ended> {
  const running = spawn(process.execPath, [resolve(__dirname, 'append-child.cjs'), output]);
  const ended: Ended = { code: null, out: '', error: '' };
  const appended = new Promise<void>((done) => {
    running.stdout.on('data', (data: Buffer) => {
      ended.out += data.toString();
      done();
    });
    running.on('close', () => done());
  });
  running.stderr.on('data', (data: Buffer) => (ended.error += data.toString()));
  const exit = new Promise<void>((done) => running.on('close', () => done()));
  if (from === 'first append') await appended;
  await sleep(afterMs);
  running.kill('SIGKILL');
  await exit;
  return ended;
}

/** The run's folder; one whose process was killed before it had written `run.json` is no run. */
const runFolder = (output: string): string | undefined =>
  existsSync(output) ? readdirSync(output).find((run) => existsSync(join(output, run, 'run.json'))) : undefined;

/** Whole lines of the run's records. */
function linesOf(output: string): string[] {
  const run = runFolder(output);
  const path = run && join(output, run, 'records.jsonl');
  return path && existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

const idOf = (line: string): string => (JSON.parse(line) as { cellId: string }).cellId;

describe('a run that is killed', () => {
  it('six times at random moments loses no finished cell and repeats none', async () => {
    const output = temporaryFolder();
    const random = printedRandom();
    let before: string[] = [];
    for (let kill = 0; kill < 6; kill += 1) {
      const records = Math.min(before.length + random.below(5), cells - 1);
      await runChild(output, { records, afterMs: random.below(150) }, process.execPath, [child, output, 'hold']);
      const after = linesOf(output);
      expect(after.slice(0, before.length)).toEqual(before);
      const dir = runFolder(output);
      if (dir) {
        const { records, damaged } = await readRun(join(output, dir));
        expect(records).toHaveLength(after.length);
        expect(damaged).toBeLessThanOrEqual(1);
      }
      before = after;
    }
    const last = await runChild(output);
    expect(last).toMatchObject({ code: 0, error: '' });
    expect(JSON.parse(last.out)).toEqual({ state: 'finished', resumed: before.length });
    const lines = linesOf(output);
    expect(lines.slice(0, before.length)).toEqual(before);
    expect(new Set(lines.map(idOf)).size).toBe(cells);
    expect(lines).toHaveLength(cells);
    const runs = (await readRuns(output)).runs.filter(({ records }) => records.length > 0);
    expect(runs.map(({ manifest, damaged }) => [manifest.state, damaged])).toEqual([['finished', 0]]);
  }, 120_000);
});

describe('a store that is killed', () => {
  it('fifty times at random moments keeps every record that it acknowledged, once', async () => {
    const output = temporaryFolder();
    const template = { manifest: sampleHead, record: sampleRecord(0) };
    writeFileSync(join(output, 'template.json'), JSON.stringify(template));
    const random = printedRandom();
    const acknowledged: string[] = [];
    for (let kill = 0; kill < 50; kill += 1) {
      // One of four is killed wherever it is, perhaps before it has a run; the others while they append.
      const early = kill % 4 === 0;
      const { out, error } = await appendUntilKilled(
        output,
        early ? 'start' : 'first append',
        random.below(early ? 300 : 40),
      );
      expect(error).toBe('');
      acknowledged.push(...out.split('\n').filter(Boolean));
    }
    const lines = linesOf(output).map(idOf);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.filter((id) => acknowledged.includes(id))).toEqual(acknowledged);
    // What is there beside it was on the disk before its process could say so: one line a kill at most.
    expect(lines.length - acknowledged.length).toBeLessThanOrEqual(50);
    expect(acknowledged.length).toBeGreaterThanOrEqual(37);

    const dir = join(output, runFolder(output) ?? '');
    expect((await readRun(dir)).damaged).toBeLessThanOrEqual(1);
    const store = await reopenRun(dir);
    await store.close();
    expect(store.records.map(({ cellId }) => cellId)).toEqual(lines);
    expect((await readRun(dir)).damaged).toBe(0);
  }, 240_000);
});

describe.skipIf(process.platform === 'win32')('a run whose disk is full', () => {
  it('ends in one line that says so, keeps what was measured, and goes on when there is space', async () => {
    const output = temporaryFolder();
    // A limit on the size of a file is the full disk that needs no rights: a write stops half-way with an error.
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`;
    const starved = await runChild(output, undefined, 'sh', ['-c', limited, process.execPath, child, output]);
    expect(starved.code).toBe(1);
    expect(starved.error).toMatch(
      /^[^\n]*records\.jsonl: no space left to write \(EFBIG\); everything measured before is kept; free some space[^\n]*$/,
    );
    const kept = linesOf(output);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(cells);
    expect((await readRuns(output)).runs.map(({ records, damaged }) => [records.length, damaged])).toEqual([
      [kept.length, 0],
    ]);

    const mended = await runChild(output);
    expect(JSON.parse(mended.out)).toEqual({ state: 'finished', resumed: kept.length });
    expect(linesOf(output).slice(0, kept.length)).toEqual(kept);
  }, 120_000);
});
