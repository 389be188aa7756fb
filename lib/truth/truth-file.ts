import { createHash } from 'node:crypto';
import type { Neighbours } from '../datasets/dataset';

/** What a truth file says of itself in its first line. */
export interface TruthHeader {
  format: 'vexlab-truth';
  /** {@link algorithmVersion} of the code that computed it. */
  algorithm: number;
  /** The dataset's digest. */
  digest: string;
  nq: number;
  k: number;
}

/** Grows whenever the computed neighbours or distances could change by a bit; older files are then not read. */
export const algorithmVersion = 1;

const checksumBytes = 32;

/**
 * A truth file: the header as one line of JSON, padded with spaces to a multiple of 8 bytes, then nq × k distances
 * (float64), nq × k rows (uint32), both little-endian, then the sha256 of everything before.
 */
export function encodeTruth(digest: string, { nq, k, rows, distances }: Neighbours): Buffer {
  const header: TruthHeader = { format: 'vexlab-truth', algorithm: algorithmVersion, digest, nq, k };
  const line = JSON.stringify(header);
  const padded = Buffer.from(`${line.padEnd(Math.ceil((line.length + 1) / 8) * 8 - 1)}\n`);
  const body = Buffer.concat([padded, bytesOf(distances), bytesOf(rows)]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** The neighbours in a truth file of this dataset. Throws an Error that says what is wrong with the file. */
export function decodeTruth(file: Buffer, digest: string): Neighbours {
  const body = file.subarray(0, Math.max(0, file.length - checksumBytes));
  if (!createHash('sha256').update(body).digest().equals(file.subarray(body.length))) {
    throw new Error('its checksum does not fit its content');
  }
  const start = body.indexOf('\n') + 1;
  const header = JSON.parse(body.toString('utf8', 0, start)) as TruthHeader;
  const { nq, k } = header;
  if (header.format !== 'vexlab-truth' || header.algorithm !== algorithmVersion) {
    throw new Error(`it is of format ${header.format}, algorithm ${header.algorithm}`);
  }
  if (header.digest !== digest) throw new Error(`it is of another dataset, ${header.digest}`);
  if (body.length !== start + nq * k * 12) throw new Error(`it has ${body.length} bytes for ${nq} × ${k} neighbours`);
  // Copies, since neither part need lie on a multiple of its element's size in memory.
  const distances = new Float64Array(nq * k);
  const rows = new Uint32Array(nq * k);
  bytesOf(distances).set(body.subarray(start, start + nq * k * 8));
  bytesOf(rows).set(body.subarray(start + nq * k * 8));
  return { nq, k, rows, distances };
}

const bytesOf = (array: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
