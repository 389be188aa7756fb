import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSweepFile } from 'vexlab/dist/cli/options/sweep-file';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { baseSweep } from './base-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const base: Sweep = { ...baseSweep, builds: 5 };

describe('readSweepFile', () => {
  it('puts the members that are there over the profile', () => {
    const path = file('good.json', '{ "ef": [10, 20], "options": { "one": { "M": 8 } }, "repetitions": 2 }');
    expect(readSweepFile(path, base)).toEqual({
      ...base,
      ef: [10, 20],
      options: { one: { M: 8 } },
      repetitions: 2,
      builds: 2,
    });
  });

  it.each([
    ['unknown.json', '{ "databases": ["one"] }', /unknown\.json: databases = \["one"\]: .*; its members are datasets/],
    ['wrong.json', '{ "k": [0] }', /wrong\.json: k\.0 = 0: /],
    ['text.json', '{ "m": "16" }', /text\.json: m = "16": /],
    ['options.json', '{ "options": 7 }', /options\.json: /],
    ['broken.json', '{ "m": ', /broken\.json: the sweep cannot be read: /],
    ['list.json', '[]', /list\.json: is not a JSON object; write /],
  ])('refuses %s and names the member', (name, text, line) => {
    expect(() => readSweepFile(file(name, text), base)).toThrow(line);
  });

  it('names a file that is not there', () => {
    const path = join(folder, 'absent.json');
    expect(() => readSweepFile(path, base)).toThrow(/absent\.json: the sweep cannot be read: ENOENT/);
  });
});
