import { describe, expect, it } from 'vitest';
import type { Vectors } from 'vexlab/dist/datasets/dataset';
import { headRows, readRow, takeRows, toFloat32 } from 'vexlab/dist/datasets/vectors';

const bytes: Vectors = { n: 3, dim: 2, type: 'uint8', data: Uint8Array.of(1, 2, 3, 4, 255, 0) };
// 1, −2, the largest (65504), the smallest subnormal (2⁻²⁴), −0, 1/3 rounded.
const halfBits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x3555);
const halves: Vectors = { n: 3, dim: 2, type: 'float16', data: halfBits };
const halfValues = [1, -2, 65504, 2 ** -24, -0, 0.333251953125];

describe('vectors', () => {
  it('become float32 over shared memory', () => {
    for (const [vectors, values] of [
      [bytes, [1, 2, 3, 4, 255, 0]],
      [halves, halfValues],
    ] as const) {
      const floats = toFloat32(vectors);
      expect([...floats]).toEqual(values);
      expect(floats.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  it('that are shared float32 already are handed out as they are, others copied', () => {
    const shared = new Float32Array(new SharedArrayBuffer(8));
    expect(toFloat32({ n: 1, dim: 2, type: 'float32', data: shared })).toBe(shared);
    const own = Float32Array.of(5, 6);
    const copy = toFloat32({ n: 1, dim: 2, type: 'float32', data: own });
    expect([...copy]).toEqual([5, 6]);
    expect(copy.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('give single rows', () => {
    const out = new Float32Array(2);
    expect(readRow(bytes, 2, out)).toBe(out);
    expect([...out]).toEqual([255, 0]);
    expect([...readRow(halves, 1, out)]).toEqual([65504, 2 ** -24]);
  });

  it('are cut to a view of their first rows', () => {
    const head = headRows(bytes, 2);
    expect(head).toMatchObject({ n: 2, dim: 2 });
    expect([...head.data]).toEqual([1, 2, 3, 4]);
    expect(head.data.buffer).toBe(bytes.data.buffer);
    expect(() => headRows(bytes, 4)).toThrow('head of 4 rows out of 3');
  });

  it('are picked by rows, in that order', () => {
    expect(takeRows(bytes, [2, 0])).toMatchObject({ n: 2, dim: 2, type: 'uint8', data: Uint8Array.of(255, 0, 1, 2) });
  });
});
