import { describe, expect, it } from 'vitest';
import type { Dataset } from 'vexlab/dist/datasets/dataset';
import { datasetDigest } from 'vexlab/dist/datasets/digest';
import { atScale } from 'vexlab/dist/datasets/scale';
import { labErrorBy } from './lab-error-of';

const parts = {
  metric: 'l2',
  base: { n: 3, dim: 1, type: 'uint8', data: Uint8Array.of(1, 2, 3) },
  queries: { n: 1, dim: 1, type: 'uint8', data: Uint8Array.of(9) },
  ids: Uint32Array.of(5, 6, 7),
} as const;
const whole: Dataset = {
  ...parts,
  name: 'three',
  attributes: new Map(),
  truth: { nq: 1, k: 1, rows: Uint32Array.of(2), distances: Float64Array.of(6) },
  synthetic: false,
  digest: datasetDigest(parts),
  provenance: { source: 'a test', licence: 'none' },
};

describe('a scale', () => {
  it('takes the first rows, without the truth of the whole, under a digest of its own', () => {
    const cut = atScale(whole, 2);
    expect([...cut.base.data]).toEqual([1, 2]);
    expect([...cut.ids]).toEqual([5, 6]);
    expect(cut.truth).toBeUndefined();
    expect(cut.digest).toBe(datasetDigest({ ...parts, base: cut.base, ids: cut.ids }));
    expect(cut.digest).not.toBe(whole.digest);
  });

  it('that takes all rows changes nothing', () => {
    expect(atScale(whole, 'full')).toBe(whole);
    expect(atScale(whole, 3)).toBe(whole);
  });

  it('larger than the dataset, or none at all, is refused', () => {
    expect(() => atScale(whole, 'small')).toThrow('three: the scale small takes 10000 rows, the dataset has 3;');
    expect(labErrorBy(() => atScale(whole, 4)).code).toBe('scale-too-large');
    for (const scale of [0, -1, 1.5, 'tiny' as 'small']) {
      expect(labErrorBy(() => atScale(whole, scale)).code).toBe('unknown-scale');
    }
  });
});
