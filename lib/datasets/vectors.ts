import type { Vectors } from './dataset';
import { float16Table } from './float16';

/**
 * All components as float32, row-major, over a SharedArrayBuffer.
 * The very same array where the vectors are float32 and shared already, else a converted copy.
 */
export function toFloat32(v: Vectors): Float32Array {
  if (v.data instanceof Float32Array && v.data.buffer instanceof SharedArrayBuffer) return v.data;
  const out = new Float32Array(new SharedArrayBuffer(v.data.length * 4));
  if (v.type !== 'float16') {
    out.set(v.data);
    return out;
  }
  const table = float16Table();
  for (let i = 0; i < out.length; i++) out[i] = table[v.data[i] as number] as number;
  return out;
}

/** Row i as float32 in `out` (of at least dim components), which is returned. */
export function readRow(v: Vectors, i: number, out: Float32Array): Float32Array {
  const start = i * v.dim;
  if (v.type !== 'float16') {
    for (let j = 0; j < v.dim; j++) out[j] = v.data[start + j] as number;
    return out;
  }
  const table = float16Table();
  for (let j = 0; j < v.dim; j++) out[j] = table[v.data[start + j] as number] as number;
  return out;
}

/** The first n rows: a view of the same memory, no copy. */
export function headRows(v: Vectors, n: number): Vectors {
  if (!Number.isInteger(n) || n < 0 || n > v.n) throw new RangeError(`head of ${n} rows out of ${v.n}`);
  return { ...v, n, data: v.data.subarray(0, n * v.dim) };
}

/** The rows named, in that order, copied to memory of their own. */
export function takeRows(v: Vectors, rows: ArrayLike<number>): Vectors {
  const bytes = rows.length * v.dim * v.data.BYTES_PER_ELEMENT;
  const Kind = v.data.constructor as new (buffer: SharedArrayBuffer) => typeof v.data;
  const data = new Kind(new SharedArrayBuffer(bytes));
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    data.set(v.data.subarray(row * v.dim, (row + 1) * v.dim), i * v.dim);
  }
  return { n: rows.length, dim: v.dim, type: v.type, data };
}
