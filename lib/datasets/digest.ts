import { createHash } from 'node:crypto';
import type { Metric, Vectors } from './dataset';

/** What a digest is made of. */
export interface DigestParts {
  readonly metric: Metric;
  readonly base: Vectors;
  readonly queries: Vectors;
  readonly ids: Uint32Array;
}

/**
 * sha256 (hex) of the content: one JSON line with metric, shapes and storage types, then the bytes of ids, base and
 * queries, little-endian. Independent of file format, batches and attributes.
 */
export function datasetDigest({ metric, base, queries, ids }: DigestParts): string {
  const shape = ({ n, dim, type }: Vectors) => [n, dim, type];
  const hash = createHash('sha256').update(`${JSON.stringify([metric, shape(base), shape(queries)])}\n`);
  for (const part of [ids, base.data, queries.data]) {
    // One update takes less than 2 GiB.
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at < bytes.length; at += 1 << 28) hash.update(bytes.subarray(at, at + (1 << 28)));
  }
  return hash.digest('hex');
}
