import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runMarks, touchedRuns } from 'vexlab/dist/cli/run-marks';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-marks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(name: string): string {
  const dir = join(folder, name);
  mkdirSync(dir);
  writeFileSync(join(dir, 'run.json'), '{}\n');
  writeFileSync(join(dir, 'records.jsonl'), '{}\n');
  return dir;
}

describe('touchedRuns', () => {
  it('finds the new and the written, and leaves the others', () => {
    run('old');
    const grown = run('grown');
    mkdirSync(join(folder, 'notebooks'));
    writeFileSync(join(folder, 'start.json'), '{}');
    const before = runMarks(folder);
    appendFileSync(join(grown, 'records.jsonl'), '{}\n');
    run('new');
    expect(touchedRuns(before, runMarks(folder)).map((dir) => basename(dir))).toEqual(['grown', 'new']);
  });

  it('finds none where there is no folder', () => {
    expect(touchedRuns(new Map(), runMarks(join(folder, 'absent')))).toEqual([]);
  });
});
