import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { checkVectors } from 'vexlab/dist/datasets/check-vectors';
import { formatOf } from 'vexlab/dist/datasets/format-of';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { fixture, fixtureRows } from './fixtures';
import { labErrorOf } from './lab-error-of';
import { tempFolder } from './temp-folder';
import { vecsBytes } from './vecs-bytes';

const temp = tempFolder();
const rows = Array.from({ length: 12 }, (_, row) => [...fixtureRows.subarray(row * 4, row * 4 + 4)]);
const csvText = `id,x0,x1,x2,x3\n${rows.map((row, i) => `${i},${row.join(',')}\n`).join('')}`;
const gloveText = rows.map((row, i) => `word${i} ${row.join(' ')}\n`).join('');

/** Whole files, and the lengths at which a shorter one is whole too: after a row, where the format has no count. */
const whole: readonly [string, Buffer, ((length: number) => boolean)?][] = [
  ...['float32.arrow', 'batches.arrow', 'batches.arrows', 'float16.arrow', 'uint8.arrow'].map(fromFixture),
  ...['none.parquet', 'zstd.parquet', 'snappy.parquet', 'gzip.parquet'].map(fromFixture),
  ...['float32.npy', 'float64.npy', 'version3.npy', 'uint8.npy', 'float16.npy'].map(fromFixture),
  ...['euclidean.hdf5', 'gzip.hdf5'].map(fromFixture),
  ['rows.fvecs', vecsBytes(rows, 'float32'), (length) => length % 20 === 0],
  ['rows.bvecs', vecsBytes(rows, 'uint8'), (length) => length % 8 === 0],
  ['rows.csv', Buffer.from(csvText), (length) => csvText[length - 1] === '\n'],
  ['rows.txt', Buffer.from(gloveText), (length) => gloveText[length - 1] === '\n'],
];

function fromFixture(name: string): [string, Buffer] {
  return [name, readFileSync(fixture(name))];
}

/** A file of its own for each case: nothing that a reader kept open is overwritten. */
async function readBroken(name: string, bytes: Buffer, number: number) {
  const file = join(temp, `${number}-${name}`);
  writeFileSync(file, bytes);
  const contents = await (await formatOf(file)).read([file], {});
  checkVectors(contents.vectors, contents.metric, file);
  return contents;
}

/** The error must be ours, on one line, naming the file. */
function expectClear(thrown: unknown, name: string): void {
  expect(thrown).toBeInstanceOf(LabError);
  const { message, code } = thrown as LabError;
  expect(code).toMatch(/^(bad-file|too-large)$/);
  expect(message).toContain(name);
  expect(message).not.toContain('\n');
  expect(message.length).toBeLessThan(600);
}

describe('broken files', () => {
  for (const [name, bytes, isWhole] of whole) {
    // An HDF5 file is read in a worker of its own, which takes its time to start.
    const cases = name.endsWith('.hdf5') ? 10 : 60;

    it(`${name}: every truncation is found`, async () => {
      const random = seededRandom(1);
      for (let i = 0; i < cases; i++) {
        const length = random.below(bytes.length);
        if (isWhole?.(length) && length > 0) continue;
        const error = await labErrorOf(readBroken(name, bytes.subarray(0, length), i));
        expectClear(error, name);
      }
    });

    it(`${name}: flipped bytes give an error of ours or a consistent result`, async () => {
      const random = seededRandom(2);
      for (let i = 0; i < cases; i++) {
        const flipped = Buffer.from(bytes);
        for (let flips = 1 + random.below(8); flips > 0; flips--) {
          flipped[random.below(bytes.length)] = random.below(256);
        }
        try {
          const { vectors, ids, attributes } = await readBroken(name, flipped, 100 + i);
          expect(vectors.data.length).toBe(vectors.n * vectors.dim);
          expect(ids?.length ?? vectors.n).toBe(vectors.n);
          for (const attribute of attributes.values()) for (let row = 0; row < vectors.n; row++) attribute.get(row);
        } catch (thrown) {
          expectClear(thrown, name);
        }
      }
    });
  }

  it('a file under the extension of another format is found by its first bytes or its form', async () => {
    for (const [name, bytes] of whole) {
      for (const extension of ['.arrow', '.parquet', '.npy', '.hdf5', '.fvecs', '.bvecs', '.csv', '.txt', '.dat']) {
        if (extname(name).startsWith(extension)) continue;
        const error = await labErrorOf(readBroken(`${name}${extension}`, bytes, 0));
        expectClear(error, extension);
      }
    }
  });

  it('says what a file is, where it knows', async () => {
    const bytes = readFileSync(fixture('none.parquet'));
    const error = await labErrorOf(readBroken('mine.arrow', bytes, 0));
    expect(error.what).toBe('it is a Parquet file, its extension says an Arrow IPC file');
    expect(error.remedy).toBe('name it .parquet');
    const unknown = await labErrorOf(readBroken('mine.bin', bytes, 0));
    expect(unknown.message).toContain('the extension ".bin" names no known format; it looks like a Parquet file');
  });

  it('a missing file and a folder are named', async () => {
    expect((await labErrorOf(formatOf(join(temp, 'none.npy')))).message).toContain('none.npy: there is no such file');
    expect((await labErrorOf(formatOf(temp))).message).toContain(`${temp}: it is not a file`);
  });
});
