import { describe, expect, it } from 'vitest';
import { npy } from 'vexlab/dist/datasets/formats/npy';
import { fixture, fixtureRows } from '../fixtures';
import { labErrorOf } from '../lab-error-of';

const read = (name: string) => npy.read([fixture(name)], {});

describe('NumPy', () => {
  for (const name of ['float32.npy', 'float64.npy', 'version2.npy', 'version3.npy']) {
    it(`reads what NumPy wrote: ${name}`, async () => {
      const { vectors } = await read(name);
      expect(vectors).toMatchObject({ n: 12, dim: 4, type: 'float32' });
      expect(vectors.data).toEqual(fixtureRows);
      expect(vectors.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    });
  }

  it('keeps float16 and uint8', async () => {
    const half = (await read('float16.npy')).vectors;
    expect([half.type, ...half.data.subarray(0, 4)]).toEqual(['float16', 0x3c00, 0x3d00, 0x3e00, 0x3f00]);
    const bytes = (await read('uint8.npy')).vectors;
    expect([bytes.type, ...bytes.data.subarray(4, 8)]).toEqual(['uint8', 8, 9, 10, 11]);
  });

  const refused: readonly [string, string][] = [
    ['fortran.npy', 'it is in Fortran order; save numpy.ascontiguousarray(array)'],
    ['big-endian.npy', 'its components are >f4; save it as one of <f4 <f2 <f8 |u1'],
    ['int64.npy', 'its components are <i8; save it as one of'],
    ['vector.npy', 'its shape is (4,), not (rows, dimensions)'],
  ];
  for (const [name, message] of refused) {
    it(`refuses ${name}`, async () => {
      expect((await labErrorOf(read(name))).message).toContain(message);
    });
  }
});
