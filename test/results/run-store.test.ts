import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunStore, createRun, readRun, readRuns, reopenRun } from 'vexlab/dist/results/run-store';
import { sampleFailure, sampleHead, sampleRecord } from './sample-record';

const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'vexlab-results-'));

const create = (output: string, createdAt = '2026-01-02T03:04:05.678Z'): Promise<RunStore> =>
  createRun(output, { ...sampleHead, createdAt });

/** A closed run with these repetitions measured. */
async function runOf(
  repetitions: number[],
  output = temporaryFolder(),
): Promise<{ output: string; dir: string; path: string }> {
  const store = await create(output);
  for (const repetition of repetitions) await store.append(sampleRecord(repetition));
  await store.close();
  return { output, dir: store.dir, path: join(store.dir, 'records.jsonl') };
}

const repetitionsOf = (records: { cell: { repetition: number } }[]): number[] =>
  records.map(({ cell }) => cell.repetition);

describe('a run on the disk', () => {
  it('reads back as it was written', async () => {
    const { output, dir } = await runOf([0, 1]);
    const run = await readRun(dir);
    expect(run.records).toEqual([sampleRecord(0), sampleRecord(1)]);
    expect([run.damaged, run.damage, run.superseded]).toEqual([0, [], []]);
    expect(run.manifest).toMatchObject({
      run: '20260102T030405Z-abcdef01',
      state: 'unfinished',
      planId: 'abcdef0123456789',
      sweep: sampleHead.sweep,
    });
    expect((await readRuns(output)).runs.map(({ dir: found }) => found)).toEqual([dir]);
  });

  it('is one of several, oldest first; two of one second have names of their own; other folders are none', async () => {
    const output = temporaryFolder();
    for (const second of ['05', '04', '05']) await (await create(output, `2026-01-02T03:04:${second}.000Z`)).close();
    mkdirSync(join(output, 'notes'));
    writeFileSync(join(output, 'readme.txt'), '');
    const names = (await readRuns(output)).runs.map(({ manifest }) => manifest.run);
    expect(names[0]).toBe('20260102T030404Z-abcdef01');
    expect(names.slice(1).sort()).toEqual(['20260102T030405Z-abcdef01', '20260102T030405Z-abcdef01-2']);
    expect(await readRuns(join(output, 'nowhere'))).toEqual({ runs: [], unreadable: [] });
  });

  it('keeps the last record of a cell, and the earlier ones beside it', async () => {
    const { dir } = await runOf([0]);
    const store = await reopenRun(dir);
    await store.append(sampleFailure(1, 'first'));
    await store.append(sampleRecord(1));
    await store.close();
    expect(store.records).toEqual([sampleRecord(0), sampleRecord(1)]);
    const run = await readRun(dir);
    expect(run.records).toEqual(store.records);
    expect(run.superseded).toEqual([sampleFailure(1, 'first')]);
  });

  it('changes its state whole', async () => {
    const { dir } = await runOf([]);
    const store = await reopenRun(dir);
    await store.setState('finished');
    await store.close();
    expect((await readRun(dir)).manifest.state).toBe('finished');
    expect(existsSync(join(dir, 'run.json.new'))).toBe(false);
  });

  it('holds any text, lines and line separators of Unicode among it', async () => {
    const { dir } = await runOf([]);
    const failure = sampleFailure(3, 'one\ntwo\u2028three\u2029 “four” \u0000 \ud83d\ude00');
    const store = await reopenRun(dir);
    await store.append(failure);
    await store.close();
    expect((await readRun(dir)).records).toEqual([failure]);
  });

  it('holds a record of megabytes', async () => {
    const { dir } = await runOf([]);
    const large = sampleRecord(0, Buffer.alloc(6_000_000, 7).toString('base64'));
    const store = await reopenRun(dir);
    await store.append(large);
    await store.append(sampleRecord(1));
    await store.close();
    const { records } = await readRun(dir);
    expect(repetitionsOf(records)).toEqual([0, 1]);
    expect(records[0]).toEqual(large);
  });
});

describe('damage', () => {
  it('torn anywhere in the last line: the lines before it are kept, and going on mends the file', async () => {
    const { output, dir, path } = await runOf([0, 1, 2]);
    const whole = readFileSync(path);
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let end = lastLine + 1; end < whole.length - 1; end += 97) {
      writeFileSync(path, whole.subarray(0, end));
      const torn = await readRun(dir);
      expect(repetitionsOf(torn.records)).toEqual([0, 1]);
      expect(torn.damaged).toBe(1);
      expect(torn.damage[0]).toContain(`${path}:3: the last line is torn (${end - lastLine} bytes)`);
      const store = await reopenRun(dir);
      await store.append(sampleRecord(2));
      await store.close();
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
    expect((await readRuns(output)).runs).toHaveLength(1);
  });

  it('a last line that lacks only its newline is a record', async () => {
    const { dir, path } = await runOf([0, 1]);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 1));
    const run = await readRun(dir);
    expect([repetitionsOf(run.records), run.damaged]).toEqual([[0, 1], 0]);
    const store = await reopenRun(dir);
    await store.close();
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it('in the middle is reported with file, line and fault, and stays in the file', async () => {
    const { dir, path } = await runOf([0]);
    const wrong = { ...sampleRecord(1), phases: { configureMs: 0, warmupMs: 0, measureMs: -1 } };
    appendFileSync(path, `{"version":1,"state":\n${JSON.stringify(wrong)}\nnull\n${JSON.stringify(sampleRecord(2))}\n`);
    const run = await readRun(dir);
    expect(repetitionsOf(run.records)).toEqual([0, 2]);
    expect(run.damaged).toBe(3);
    expect(run.damage[0]).toMatch(new RegExp(`^${path}:2: not JSON: `));
    expect(run.damage[1]).toMatch(new RegExp(`^${path}:3: no record: phases.measureMs: `));
    expect(run.damage[2]).toMatch(new RegExp(`^${path}:4: no record: line: `));
    const before = readFileSync(path, 'utf8');
    await (await reopenRun(dir)).close();
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('of a later VexLab is refused, not guessed at', async () => {
    const { dir, path } = await runOf([0]);
    appendFileSync(path, `${JSON.stringify({ ...sampleRecord(1), version: 2 })}\n`);
    await expect(readRun(dir)).rejects.toThrow(
      `${path}:2: has version 2, this VexLab reads up to 1; read it with the VexLab that wrote it`,
    );
    const manifest = join(dir, 'run.json');
    writeFileSync(manifest, JSON.stringify({ ...(JSON.parse(readFileSync(manifest, 'utf8')) as object), version: 7 }));
    await expect(readRun(dir)).rejects.toMatchObject({ code: 'newer-record', where: manifest });
  });

  it('of a manifest names the file and the member', async () => {
    const { dir } = await runOf([]);
    const path = join(dir, 'run.json');
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), state: 'done' }));
    await expect(readRun(dir)).rejects.toThrow(`${path}: state: `);
    writeFileSync(path, '{');
    await expect(readRun(dir)).rejects.toMatchObject({ code: 'bad-run', where: path });
    await expect(readRun(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'bad-run' });
  });
});

describe('a run that cannot be read', () => {
  it('hides no other: it is listed with the reason', async () => {
    const { output, dir } = await runOf([0]);
    const empty = (await runOf([0], output)).dir;
    writeFileSync(join(empty, 'run.json'), '');
    const later = (await runOf([0], output)).dir;
    appendFileSync(join(later, 'records.jsonl'), `${JSON.stringify({ ...sampleRecord(1), version: 2 })}\n`);
    const { runs, unreadable } = await readRuns(output);
    expect(runs.map((run) => run.dir)).toEqual([dir]);
    expect(unreadable.map((run) => run.dir)).toEqual([empty, later]);
    expect(unreadable[0]?.why).toContain(`${join(empty, 'run.json')}: no run can be read there: `);
    expect(unreadable[1]?.why).toContain('has version 2, this VexLab reads up to 1');
  });
});

describe('writing', () => {
  it('is for one process: a run that a living one writes is refused', async () => {
    const store = await create(temporaryFolder());
    await expect(reopenRun(store.dir)).rejects.toThrow(`process ${process.pid} on ${hostname()} is writing this run`);
    await store.close();
    await (await reopenRun(store.dir)).close();
  });

  it('takes over the lock of a process that is gone, and one that is no lock', async () => {
    const { dir } = await runOf([]);
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const locks = [
      JSON.stringify({ pid: gone, host: hostname() }),
      // The id of this process, but of one that began before it: a process id used again.
      JSON.stringify({ pid: process.pid, host: hostname(), began: '1' }),
      '{"pid":',
    ];
    for (const lock of process.platform === 'linux' ? locks : locks.slice(0, 1)) {
      writeFileSync(join(dir, 'lock'), lock);
      const store = await reopenRun(dir);
      expect(readFileSync(join(dir, 'lock'), 'utf8')).toContain(`"pid":${process.pid}`);
      await store.close();
      expect(existsSync(join(dir, 'lock'))).toBe(false);
    }
  });

  it('does not take over the lock of another machine, and says what to delete', async () => {
    const { dir } = await runOf([]);
    const path = join(dir, 'lock');
    writeFileSync(path, JSON.stringify({ pid: 1, host: `not-${hostname()}` }));
    await expect(reopenRun(dir)).rejects.toThrow(`if there is no such process, delete ${path}`);
  });

  it.skipIf(process.getuid?.() === 0)(
    'to a folder that is not ours is refused (not shown to root, who may write anywhere)',
    async () => {
      const output = temporaryFolder();
      chmodSync(output, 0o500);
      await expect(create(output)).rejects.toMatchObject({ code: 'not-writable' });
    },
  );

  it('to a place below a file is refused', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(create(join(file, 'results'))).rejects.toThrow(
      'cannot be written (ENOTDIR); give an output folder that you may write to',
    );
    await expect(create(file)).rejects.toMatchObject({ code: 'not-writable' });
    await expect(readRuns(file)).rejects.toMatchObject({ code: 'bad-run', where: file });
  });
});
