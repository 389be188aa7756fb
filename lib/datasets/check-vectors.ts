import { badFile } from './bad-file';
import type { Metric, Vectors } from './dataset';
import { float16Table, isFloat16Finite } from './float16';

/**
 * Looks at every component once: no NaN, no infinity, at least one row and one dimension; under cosine no zero
 * vector, which has no direction.
 * @throws LabError `bad-file` that names the row
 */
export function checkVectors(v: Vectors, metric: Metric | undefined, file: string): void {
  if (v.n === 0) throw badFile(file, 'it holds 0 rows', 'give it at least one vector');
  if (v.dim === 0) throw badFile(file, 'its vectors have 0 dimensions');
  const bad = v.type === 'uint8' ? -1 : v.type === 'float16' ? notFinite16(v.data) : notFinite32(v.data);
  if (bad >= 0) {
    const value = v.type === 'float16' ? float16Table()[v.data[bad] as number] : v.data[bad];
    const at = `row ${Math.floor(bad / v.dim)}, component ${bad % v.dim}`;
    throw badFile(file, `${at} is ${value}, not a finite ${v.type}`, 'remove or mend that row');
  }
  if (metric !== 'cosine') return;
  const zero = zeroRow(v);
  if (zero >= 0) {
    throw badFile(
      file,
      `row ${zero} is the zero vector, which has no direction under the cosine metric`,
      'remove that row or use another metric',
    );
  }
}

function notFinite32(data: Vectors['data']): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

function notFinite16(data: Vectors['data']): number {
  for (let i = 0; i < data.length; i++) if (!isFloat16Finite(data[i] as number)) return i;
  return -1;
}

function zeroRow({ n, dim, type, data }: Vectors): number {
  // The sign bit of a binary16 does not make a zero anything else.
  const mask = type === 'float16' ? 0x7fff : undefined;
  for (let row = 0; row < n; row++) {
    const end = (row + 1) * dim;
    let i = row * dim;
    while (i < end && (mask === undefined ? data[i] : (data[i] as number) & mask) === 0) i++;
    if (i === end) return row;
  }
  return -1;
}
