import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findNotebooks } from 'vexlab/dist/cli/notebooks/find-notebooks';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-notebooks-'));
for (const name of ['10-last.ipynb', '00-start.ipynb', '03-recall-latency.ipynb', 'README.md', 'draft.ipynb']) {
  writeFileSync(join(folder, name), '');
}
afterAll(() => rmSync(folder, { recursive: true }));

const names = (...asked: string[]) => findNotebooks(asked, folder).map((path) => basename(path));

describe('findNotebooks', () => {
  it('takes all numbered ones, in their order', () => {
    expect(names()).toEqual(['00-start.ipynb', '03-recall-latency.ipynb', '10-last.ipynb']);
  });

  it('takes a number, a name or a file, each once', () => {
    expect(names('10', '03-recall-latency', 'notebooks/00-start.ipynb', '03')).toEqual([
      '10-last.ipynb',
      '03-recall-latency.ipynb',
      '00-start.ipynb',
    ]);
  });

  it('names those there are', () => {
    expect(() => names('07')).toThrow(`${folder}: no notebook "07"; there are 00-start, 03-recall-latency, 10-last`);
    expect(() => names('0')).toThrow('no notebook "0"');
  });
});
