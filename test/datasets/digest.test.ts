import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { datasetDigest } from 'vexlab/dist/datasets/digest';
import type { DigestParts } from 'vexlab/dist/datasets/digest';

const parts: DigestParts = {
  metric: 'l2',
  base: { n: 2, dim: 2, type: 'uint8', data: Uint8Array.of(1, 2, 3, 4) },
  queries: { n: 1, dim: 2, type: 'uint8', data: Uint8Array.of(5, 6) },
  ids: Uint32Array.of(10, 11),
};

describe('the digest of a dataset', () => {
  it('is the sha256 of what its comment says', () => {
    const known = createHash('sha256').update('["l2",[2,2,"uint8"],[1,2,"uint8"]]\n');
    known.update(Buffer.from([10, 0, 0, 0, 11, 0, 0, 0, 1, 2, 3, 4, 5, 6]));
    expect(datasetDigest(parts)).toBe(known.digest('hex'));
  });

  it('changes with each part, and not with where a part lies in memory', () => {
    const changed: DigestParts[] = [
      { ...parts, metric: 'ip' },
      { ...parts, ids: Uint32Array.of(10, 12) },
      { ...parts, base: { ...parts.base, n: 4, dim: 1 } },
      { ...parts, base: { ...parts.base, data: Uint8Array.of(1, 2, 3, 5) } },
      { ...parts, queries: { ...parts.queries, data: Uint8Array.of(5, 7) } },
    ];
    const digests = [parts, ...changed].map(datasetDigest);
    expect(new Set(digests).size).toBe(digests.length);
    const elsewhere = new Uint8Array(new SharedArrayBuffer(8), 3, 4);
    elsewhere.set([1, 2, 3, 4]);
    expect(datasetDigest({ ...parts, base: { ...parts.base, data: elsewhere } })).toBe(digests[0]);
  });
});
