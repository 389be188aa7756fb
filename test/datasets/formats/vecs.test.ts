import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bvecs } from 'vexlab/dist/datasets/formats/bvecs';
import { fvecs } from 'vexlab/dist/datasets/formats/fvecs';
import { readIvecs } from 'vexlab/dist/datasets/formats/ivecs';
import { labErrorOf } from '../lab-error-of';
import { tempFolder } from '../temp-folder';
import { vecsBytes } from '../vecs-bytes';

const temp = tempFolder();
const write = (name: string, bytes: Buffer): string => {
  const file = join(temp, name);
  writeFileSync(file, bytes);
  return file;
};
const rows = [
  [1, 2, 3],
  [4, 5, 255],
];

describe('fvecs, bvecs, ivecs', () => {
  it('read their rows into shared memory', async () => {
    const floats = (await fvecs.read([write('a.fvecs', vecsBytes(rows, 'float32'))], {})).vectors;
    expect(floats).toMatchObject({ n: 2, dim: 3, type: 'float32' });
    expect([...floats.data]).toEqual([1, 2, 3, 4, 5, 255]);
    expect(floats.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    const bytes = (await bvecs.read([write('a.bvecs', vecsBytes(rows, 'uint8'))], {})).vectors;
    expect(bytes).toMatchObject({ n: 2, dim: 3, type: 'uint8' });
    expect([...bytes.data]).toEqual([1, 2, 3, 4, 5, 255]);
    const truth = await readIvecs(write('a.ivecs', vecsBytes([[7, 0x7fc00001]], 'int32')));
    expect({ ...truth, rows: [...(truth.rows as Int32Array)] }).toEqual({ nq: 1, k: 2, rows: [7, 0x7fc00001] });
  });

  it('read across the pieces that they are read in', async () => {
    const many = Array.from({ length: 9000 }, (_, i) => Array.from({ length: 128 }, (_, j) => i + j / 128));
    const { vectors } = await fvecs.read([write('many.fvecs', vecsBytes(many, 'float32'))], {});
    expect(vectors.n).toBe(9000);
    expect(
      Buffer.compare(Buffer.from(vectors.data.slice().buffer), Buffer.from(Float32Array.from(many.flat()).buffer)),
    ).toBe(0);
  });

  const refused: readonly [string, Buffer, string][] = [
    ['cut.fvecs', vecsBytes(rows, 'float32').subarray(0, 30), 'row 1, at byte 16, has 14 of 16 bytes: cut short'],
    ['ragged.fvecs', vecsBytes([[1, 2], [1, 2, 3]], 'float32'), 'row 1, at byte 12, says 3 dimensions, row 0 says 2'],
    ['bytes.fvecs', vecsBytes([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]], 'uint8'), 'row 1'],
    ['ints.fvecs', vecsBytes([[0, 5], [6, 7]], 'int32'), 'are integers, not float32; name it .ivecs'],
    ['zero.bvecs', Buffer.alloc(12), 'row 0 says 0 dimensions: it is not a bvecs file'],
    ['huge.bvecs', Buffer.alloc(12, 0x7f), 'row 0 says 2139062143 dimensions'],
    ['short.bvecs', Buffer.alloc(3), 'its 3 bytes hold no row'],
    ['empty.bvecs', Buffer.alloc(0), 'it is empty (0 bytes); give a bvecs file'],
  ]; // prettier-ignore
  for (const [name, bytes, message] of refused) {
    it(`refuse ${name}`, async () => {
      const error = await labErrorOf((name.endsWith('.fvecs') ? fvecs : bvecs).read([write(name, bytes)], {}));
      expect(error.code).toBe('bad-file');
      expect(error.message).toContain(join(temp, name));
      expect(error.message).toContain(message);
    });
  }
});
