import { describe, expect, it } from 'vitest';
import { datasetText } from 'vexlab/dist/views/dataset-text';

const none = { n: 0, dim: 0, metric: 'l2', synthetic: false } as const;

describe('a dataset in a heading', () => {
  it('has its size and its metric', () => {
    const real = { name: 'sift-photos', n: 10_000, dim: 128, metric: 'l2', synthetic: false } as const;
    expect(datasetText(real)).toBe('sift-photos, 10,000 × 128, l2');
    const made = { name: 'synthetic:n=5000,dim=64', n: 1000, dim: 64, metric: 'cosine', synthetic: true } as const;
    expect(datasetText(made)).toBe('synthetic 1,000 × 64 (10 clusters, intrinsic 8, seed 1), cosine');
  });

  it('has neither where it could not be opened: none is known', () => {
    expect(datasetText({ ...none, name: 'glove-100' })).toBe('glove-100, not opened');
    expect(datasetText({ ...none, name: 'synthetic:n=5000,dim=64' })).toBe(
      'synthetic 5,000 × 64 (10 clusters, intrinsic 8, seed 1), not opened',
    );
  });
});
