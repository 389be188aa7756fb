import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import type { Column } from 'vexlab/dist/results/export/column';
import { toArrow } from 'vexlab/dist/results/export/to-arrow';
import { toParquet } from 'vexlab/dist/results/export/to-parquet';
import { toCsv } from 'vexlab/dist/results/export/to-csv';
import { writeWhole } from 'vexlab/dist/results/export/write-whole';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-export-'));

/** Every type, with what is hard to carry. */
const columns: Column[] = [
  { name: 'text', type: 'text', values: ['plain', 'a "quote", a comma', 'two\nlines\r\n', '', null, 'é \u2028 😀'] },
  { name: 'number', type: 'number', values: [0.1, -1e-300, 1.7976931348623157e308, 1 / 3, null, 5] },
  { name: 'whole', type: 'whole', values: [0, -1, Number.MAX_SAFE_INTEGER, 25274793984, null, 7] },
  { name: 'flag', type: 'flag', values: [true, false, null, true, false, true] },
  {
    name: 'time',
    type: 'time',
    values: ['2026-01-02T03:04:05.678Z', '1970-01-01T00:00:00.000Z', null, null, null, null],
  },
  { name: 'nothing', type: 'text', values: [null, null, null, null, null, null] },
];

/** What an independent reader, pyarrow, makes of a file. */
function readBack(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const python = join(projectRoot, '.venv', 'bin', 'python');
  const out = execFileSync(python, [join(__dirname, 'read-export.py'), path], { encoding: 'utf8' });
  return JSON.parse(out) as { names: string[]; types: string[]; rows: unknown[][] };
}

const expectedRows = (): unknown[][] =>
  Array.from({ length: 6 }, (_, row) =>
    columns.map(({ type, values }) => {
      const value = values[row] ?? null;
      return type === 'time' && value !== null ? Date.parse(String(value)) : value;
    }),
  );

describe('a table in Arrow', () => {
  it('is read by pyarrow with types, digits and gaps', async () => {
    const { names, types, rows } = readBack('table.arrow', await toArrow(columns));
    expect(names).toEqual(columns.map(({ name }) => name));
    expect(types).toEqual(['string', 'double', 'int64', 'bool', 'timestamp[ms, tz=UTC]', 'string']);
    expect(rows).toEqual(expectedRows());
  });
  it('is the same bytes again', async () => {
    expect(Buffer.from(await toArrow(columns)).equals(Buffer.from(await toArrow(columns)))).toBe(true);
  });
  it('may have no rows', async () => {
    const empty = columns.map((column) => ({ ...column, values: [] }));
    const { names, rows } = readBack('empty.arrow', await toArrow(empty));
    expect([names.length, rows]).toEqual([6, []]);
  });
});

describe('a table in Parquet', () => {
  it('is read by pyarrow with types, digits and gaps', async () => {
    const { names, types, rows } = readBack('table.parquet', await toParquet(columns));
    expect(names).toEqual(columns.map(({ name }) => name));
    expect(types).toEqual(['string', 'double', 'int64', 'bool', 'timestamp[ms, tz=UTC]', 'string']);
    expect(rows).toEqual(expectedRows());
  });
  it('is the same bytes again', async () => {
    expect(Buffer.from(await toParquet(columns)).equals(Buffer.from(await toParquet(columns)))).toBe(true);
  });
  it('may have no rows', async () => {
    const empty = columns.map((column) => ({ ...column, values: [] }));
    const { names, rows } = readBack('empty.parquet', await toParquet(empty));
    expect([names.length, rows]).toEqual([6, []]);
  });
});

describe('a table in CSV', () => {
  it('is read by pyarrow with digits and gaps, an empty text told from none', () => {
    const { names, rows } = readBack('table.csv', toCsv(columns));
    expect(names).toEqual(columns.map(({ name }) => name));
    expect(rows).toEqual(expectedRows());
  });
  it('has names and nothing else where there are no rows', () => {
    expect(toCsv(columns.map((column) => ({ ...column, values: [] })))).toBe('text,number,whole,flag,time,nothing\n');
  });
});

describe('writing an export', () => {
  const path = (name: string): string => join(folder, 'new', name);
  const content = (name: string): string => readFileSync(path(name), 'utf8');

  it('makes the folder, writes the whole file, and leaves nothing beside it', async () => {
    await writeWhole(path('a.csv'), 'first');
    expect(content('a.csv')).toBe('first');
    expect(readdirSync(join(folder, 'new'))).toEqual(['a.csv']);
  });
  it('refuses a name that is taken, unless forced', async () => {
    await writeWhole(path('b.csv'), 'first');
    await expect(writeWhole(path('b.csv'), 'second')).rejects.toMatchObject({
      code: 'file-exists',
      where: path('b.csv'),
    });
    expect(content('b.csv')).toBe('first');
    await writeWhole(path('b.csv'), 'third', true);
    expect(content('b.csv')).toBe('third');
  });
  it('of two at the same moment lets one win, whole', async () => {
    const texts = ['x', 'y'].map((letter) => letter.repeat(1_000_000));
    const ended = await Promise.allSettled(texts.map((text) => writeWhole(path('c.csv'), text)));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(texts).toContain(content('c.csv'));
    expect(readdirSync(join(folder, 'new')).filter((name) => name.includes('.part'))).toEqual([]);
  });
  it('below a file is refused, and leaves nothing', async () => {
    await expect(writeWhole(join(path('a.csv'), 'd.csv'), 'text')).rejects.toMatchObject({ code: 'not-writable' });
    expect(readdirSync(join(folder, 'new')).some((name) => name.startsWith('d.csv'))).toBe(false);
  });
});
