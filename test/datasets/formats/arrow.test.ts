import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrow } from 'vexlab/dist/datasets/formats/arrow';
import { fixture, fixtureRows } from '../fixtures';
import { labErrorOf } from '../lab-error-of';
import { tempFolder } from '../temp-folder';

const temp = tempFolder();
const read = (name: string) => arrow.read([fixture(name)], {});

describe('Arrow', () => {
  for (const name of ['float32.arrow', 'stream.arrow', 'batches.arrow', 'batches.arrows']) {
    it(`reads what pyarrow wrote: ${name}`, async () => {
      const { vectors, ids, attributes } = await read(name);
      expect(vectors).toMatchObject({ n: 12, dim: 4, type: 'float32' });
      expect(vectors.data).toEqual(fixtureRows);
      expect([...(ids ?? [])]).toEqual(Array.from({ length: 12 }, (_, row) => 100 + row));
      const values = [...attributes].map(([key, a]) => [key, a.type, a.get(3), a.get(6), a.get(11)]);
      expect(values).toEqual([
        ['text', 'string', null, 'text 6 é', 'text 11 é'],
        ['topic', 'string', 'odd', 'even', 'odd'],
        ['score', 'number', 0.375, 0.75, 1.375],
        ['flag', 'boolean', true, true, false],
      ]);
    });
  }

  it('hands out a view of the shared bytes of the file, not a copy', async () => {
    const { vectors } = await read('float32.arrow');
    expect(vectors.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(vectors.data.buffer.byteLength).toBe(readFileSync(fixture('float32.arrow')).length);
  });

  it('joins several batches inside the same shared bytes', async () => {
    const { vectors } = await read('batches.arrow');
    expect(vectors.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(vectors.data.buffer.byteLength).toBe(readFileSync(fixture('batches.arrow')).length);
  });

  it('reads float16 as its bits and uint8 as it is', async () => {
    const half = await read('float16.arrow');
    expect(half.vectors.type).toBe('float16');
    expect([...half.vectors.data.subarray(0, 4)]).toEqual([0x3c00, 0x3d00, 0x3e00, 0x3f00]); // 1, 1.25, 1.5, 1.75
    const bytes = await read('uint8.arrow');
    expect(bytes.vectors).toMatchObject({ type: 'uint8', n: 12, dim: 4 });
    expect([...bytes.vectors.data.subarray(4, 8)]).toEqual([8, 9, 10, 11]);
  });

  it('says what to do about other component types and compression', async () => {
    expect((await labErrorOf(read('float64.arrow'))).message).toContain(
      'float64.arrow: column embedding has the type FixedSizeList[4]<Float64>; store it as FixedSizeList of float32',
    );
    expect((await labErrorOf(read('lz4.arrow'))).message).toContain('compressed; write it without compression');
  });

  it('names the columns that there are', async () => {
    const error = await labErrorOf(arrow.read([fixture('float32.arrow')], { columns: { embedding: 'vector' } }));
    expect(error.what).toBe('it has no column vector; its columns: id, text, topic, score, flag, embedding');
  });

  it('takes no stream without its end, where rows could be missing', async () => {
    const whole = readFileSync(fixture('batches.arrows'));
    const file = join(temp, 'cut.arrows');
    writeFileSync(file, whole.subarray(0, whole.length - 8));
    const error = await labErrorOf(arrow.read([file], {}));
    expect(error.code).toBe('bad-file');
    expect(error.what).toContain('an end-of-stream mark');
  });
});
