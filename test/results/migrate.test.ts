import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from 'vexlab/dist/results/manifest';
import { migrate, type Migrations, type Versioned } from 'vexlab/dist/results/migrate';
import { readRecords } from 'vexlab/dist/results/read-records';
import { recordVersion } from 'vexlab/dist/results/record';
import { sampleFailure, sampleRecord } from './sample-record';

const temporaryFile = (name: string, text: string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'vexlab-migrate-'));
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

/** A made-up version 0: the window in seconds under `measureS`, beside the phases, and the commit under `git`. */
const asVersion0 = (repetition: number): Versioned => {
  const { commit, phases, ...rest } = sampleRecord(repetition);
  const { measureMs, ...others } = phases;
  return { ...rest, version: 0, git: commit, phases: others, measureS: measureMs / 1000 };
};
const from0: Migrations = {
  0({ git, measureS, phases, ...rest }) {
    return { ...rest, commit: git, phases: { ...(phases as object), measureMs: (measureS as number) * 1000 } };
  },
};
const lines = (...values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('migrate', () => {
  const steps: Migrations = {
    1: ({ ms, ...rest }) => ({ ...rest, seconds: (ms as number) / 1000 }),
    2: (old) => ({ ...old, unit: 's' }),
  };
  it('takes one step after another, and sets the version', () => {
    expect(migrate({ version: 1, ms: 2000, a: 7 }, 3, steps)).toEqual({ version: 3, seconds: 2, a: 7, unit: 's' });
    expect(migrate({ version: 2, seconds: 2 }, 3, steps)).toEqual({ version: 3, seconds: 2, unit: 's' });
    expect(migrate({ version: 3, seconds: 2 }, 3, steps)).toEqual({ version: 3, seconds: 2 });
  });
  it('leaves what has no version, or a later one, as it is', () => {
    for (const value of [null, 7, 'text', [1], { a: 1 }, { version: '1' }, { version: 9 }]) {
      expect(migrate(value, 3, steps)).toBe(value);
    }
  });
  it('names the version from which no step leads on', () => {
    expect(() => migrate({ version: 0 }, 3, steps)).toThrow(
      'version 0 is older than any that can be brought to version 3',
    );
  });
});

describe('records of an earlier version', () => {
  it('are read as records of today, among those of today, and stay in the file as they are', async () => {
    const text = lines(asVersion0(0), sampleRecord(1), asVersion0(2));
    const path = temporaryFile('records.jsonl', text);
    const { records, damage } = await readRecords(path, from0);
    expect(records).toEqual([sampleRecord(0), sampleRecord(1), sampleRecord(2)]);
    expect(records.every(({ version }) => version === recordVersion)).toBe(true);
    expect(damage).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
  it('for which there is no step are reported with file and line, not dropped unseen', async () => {
    const path = temporaryFile('records.jsonl', lines(asVersion0(0), sampleFailure(1, 'why')));
    const { records, damage } = await readRecords(path);
    expect(records).toEqual([sampleFailure(1, 'why')]);
    expect(damage).toEqual([
      `${path}:1: no record: version 0 is older than any that can be brought to version ${recordVersion}`,
    ]);
  });
  it('that a step cannot read are reported too', async () => {
    const path = temporaryFile('records.jsonl', lines({ version: 0, state: 'ok' }));
    const broken: Migrations = { 0: (old) => ({ length: (old.cells as unknown[]).length }) };
    expect((await readRecords(path, broken)).damage[0]).toMatch(/:1: no record: Cannot read properties of undefined/);
  });
});

describe('a manifest of an earlier version', () => {
  const old = {
    version: 0,
    id: 'run-0',
    ...{ sweep: { datasets: ['small'], engines: ['a'] }, planId: 'p', cells: 1, machine: { id: 'm' } },
    ...{ versions: { node: '1' }, commit: 'c', createdAt: '2026-01-02T03:04:05.000Z', state: 'finished' },
  };
  const path = temporaryFile('run.json', JSON.stringify(old));
  it('is read as one of today', async () => {
    const manifest = await readManifest(join(path, '..'), { 0: ({ id, ...rest }) => ({ ...rest, run: id }) });
    expect(manifest).toMatchObject({ version: 1, run: 'run-0', planId: 'p' });
  });
  it('without a step is refused with the file', async () => {
    await expect(readManifest(join(path, '..'))).rejects.toMatchObject({ code: 'bad-run', where: path });
    await expect(readManifest(join(path, '..'))).rejects.toThrow('version 0 is older than any');
  });
});
