import type { FileTruth, ReadOptions } from './format';
import { readVecs } from './vecs';

/** True neighbours as TEXMEX gives them: for each query the positions of its k nearest base rows, nearest first. */
export async function readIvecs(file: string, options: ReadOptions = {}): Promise<FileTruth> {
  const { n, dim, data } = await readVecs(file, 'float32', 'an ivecs file', options);
  return { nq: n, k: dim, rows: new Int32Array(data.buffer, data.byteOffset, data.length) };
}
