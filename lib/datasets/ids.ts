import { arrayAttribute } from './attribute';
import { badFile } from './bad-file';
import type { Attribute } from './dataset';

/** A file's own ids: as they are where they are integers, else beside row numbers as the attribute `source_id`. */
export interface FileIds {
  readonly ids: Uint32Array;
  readonly sourceId?: Attribute;
}

const largest = 0xffffffff;

/** 0, 1, 2, … for a file without ids. */
export const rowNumbers = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, row) => row);

/**
 * Ids from a column's values. Integers (number or bigint) from 0 to 4,294,967,295 are taken as they are; where the
 * first is anything else, rows are numbered and the values kept.
 * @throws LabError `bad-file` for a missing, duplicate, negative or too large id, with its row
 */
export function fileIds(n: number, get: (row: number) => unknown, file: string): FileIds {
  const first = n > 0 ? get(0) : undefined;
  if (typeof first !== 'number' && typeof first !== 'bigint') return textIds(n, get, file);
  const ids = new Uint32Array(n);
  for (let row = 0; row < n; row++) {
    const value = get(row);
    const id = Number(value);
    if ((typeof value !== 'number' && typeof value !== 'bigint') || !Number.isInteger(id)) {
      throw badFile(file, `row ${row} has the id ${String(value)}, not an integer`);
    }
    if (id < 0 || id > largest) {
      throw badFile(file, `row ${row} has the id ${String(value)}, not between 0 and ${largest}`, 'store ids as text');
    }
    ids[row] = id;
  }
  checkDistinct(ids, file);
  return { ids };
}

function checkDistinct(ids: Uint32Array, file: string): void {
  const sorted = ids.slice().sort();
  for (let i = 1; i < sorted.length; i++) {
    const id = sorted[i] as number;
    if (id !== sorted[i - 1]) continue;
    const first = ids.indexOf(id);
    const rows = `rows ${first} and ${ids.indexOf(id, first + 1)}`;
    throw badFile(file, `${rows} have the same id ${id}`, 'give each row its own id');
  }
}

function textIds(n: number, get: (row: number) => unknown, file: string): FileIds {
  const seen = new Map<string, number>();
  for (let row = 0; row < n; row++) {
    const value = get(row);
    if (value === null || value === undefined) throw badFile(file, `row ${row} has no id`, 'give each row its own id');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const before = seen.get(text);
    if (before !== undefined) {
      throw badFile(file, `rows ${before} and ${row} have the same id ${text}`, 'give each row its own id');
    }
    seen.set(text, row);
  }
  return { ids: rowNumbers(n), sourceId: arrayAttribute('source_id', [...seen.keys()]) };
}
