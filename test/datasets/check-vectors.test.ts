import { describe, expect, it } from 'vitest';
import { checkVectors } from 'vexlab/dist/datasets/check-vectors';
import type { Vectors } from 'vexlab/dist/datasets/dataset';

const floats = (...data: number[]): Vectors => ({
  n: data.length / 2,
  dim: 2,
  type: 'float32',
  data: Float32Array.from(data),
});
const halves = (...data: number[]): Vectors => ({
  n: data.length / 2,
  dim: 2,
  type: 'float16',
  data: Uint16Array.from(data),
});
const bytes = (...data: number[]): Vectors => ({
  n: data.length / 2,
  dim: 2,
  type: 'uint8',
  data: Uint8Array.from(data),
});

describe('checking vectors', () => {
  const refused: readonly [string, Vectors, 'l2' | 'cosine', string][] = [
    ['NaN', floats(1, 2, 3, NaN), 'l2', 'f: row 1, component 1 is NaN, not a finite float32; remove or mend that row'],
    ['infinity', floats(-Infinity, 2), 'l2', 'row 0, component 0 is -Infinity'],
    ['a number above float32', floats(1, 1e300), 'l2', 'row 0, component 1 is Infinity'],
    ['a float16 NaN', halves(0x3c00, 0x7e00), 'l2', 'row 0, component 1 is NaN, not a finite float16'],
    ['a float16 infinity', halves(0, 0, 0xfc00, 0), 'l2', 'row 1, component 0 is -Infinity'],
    ['a zero vector under cosine', floats(1, 0, 0, -0), 'cosine', 'row 1 is the zero vector, which has no direction'],
    ['a float16 zero vector', halves(0x3c00, 0, 0x8000, 0), 'cosine', 'row 1 is the zero vector'],
    ['a uint8 zero vector', bytes(1, 0, 0, 0), 'cosine', 'row 1 is the zero vector'],
    ['no rows', floats(), 'l2', 'it holds 0 rows; give it at least one vector'],
    ['no dimensions', { n: 1, dim: 0, type: 'uint8', data: new Uint8Array() }, 'l2', 'its vectors have 0 dimensions'],
  ];
  for (const [what, vectors, metric, message] of refused) {
    it(`finds ${what}`, () => {
      expect(() => checkVectors(vectors, metric, 'f')).toThrow(message);
    });
  }

  it('lets a zero vector be under l2', () => {
    expect(() => checkVectors(floats(0, 0), 'l2', 'f')).not.toThrow();
    expect(() => checkVectors(halves(0, 1), 'cosine', 'f')).not.toThrow();
  });
});
