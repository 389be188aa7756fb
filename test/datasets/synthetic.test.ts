import { describe, expect, it } from 'vitest';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { labErrorOf } from './lab-error-of';

const spec = 'synthetic:n=3000,dim=24,clusters=4,intrinsic=3,queries=50,metric=l2,seed=5';

/** Eigenvalues of the covariance of the rows by power iteration with deflation, largest first. */
function variances(data: ArrayLike<number>, n: number, dim: number, count: number): number[] {
  const mean = new Float64Array(dim);
  for (let i = 0; i < n * dim; i++) mean[i % dim] = (mean[i % dim] as number) + (data[i] as number) / n;
  const cov = Array.from({ length: dim }, () => new Float64Array(dim));
  for (let row = 0; row < n; row++) {
    for (let a = 0; a < dim; a++) {
      const x = (data[row * dim + a] as number) - (mean[a] as number);
      for (let b = 0; b < dim; b++) {
        const y = (data[row * dim + b] as number) - (mean[b] as number);
        (cov[a] as Float64Array)[b] = ((cov[a] as Float64Array)[b] as number) + (x * y) / n;
      }
    }
  }
  return Array.from({ length: count }, () => {
    let vector = Float64Array.from({ length: dim }, (_, i) => 1 + i / 7);
    let value = 0;
    for (let step = 0; step < 300; step++) {
      const next = Float64Array.from(cov, (line) => line.reduce((sum, c, i) => sum + c * (vector[i] as number), 0));
      value = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
      vector = next.map((x) => x / value);
    }
    for (let a = 0; a < dim; a++) {
      for (let b = 0; b < dim; b++) {
        (cov[a] as Float64Array)[b] =
          ((cov[a] as Float64Array)[b] as number) - value * (vector[a] as number) * (vector[b] as number);
      }
    }
    return value;
  });
}

describe('a synthetic dataset', () => {
  it('says that it is synthetic, in its name and its mark', async () => {
    const dataset = await openDataset(spec);
    expect(dataset.synthetic).toBe(true);
    expect(dataset.name).toBe(spec);
    expect(dataset).toMatchObject({ metric: 'l2', base: { n: 3000, dim: 24 }, queries: { n: 50, dim: 24 } });
    expect(dataset.base.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('has every member in its name, also those that were not given', async () => {
    const { name } = await openDataset('synthetic:n=10,dim=9');
    expect(name).toBe('synthetic:n=10,dim=9,clusters=10,intrinsic=8,queries=100,metric=l2,seed=1');
  });

  it('is the same for the same name, another for another seed', async () => {
    const [a, b, c] = await Promise.all(
      [spec, spec, spec.replace('seed=5', 'seed=6')].map((name) => openDataset(name)),
    );
    expect(a?.digest).toBe(b?.digest);
    expect(a?.digest).not.toBe(c?.digest);
  });

  it('varies in as many dimensions as asked, but for a little noise', async () => {
    const { base } = await openDataset(spec);
    const [first = 0, second = 0, third = 0, fourth = 0] = variances(base.data, base.n, base.dim, 4);
    // Points vary by at least 1 about their centres in each intrinsic dimension; the noise has the variance 0.0001.
    expect(Math.min(first, second, third)).toBeGreaterThan(0.8);
    expect(fourth).toBeLessThan(0.0002);
  });

  it('is refused with a member that makes no sense', async () => {
    const refused: readonly [string, string][] = [
      ['synthetic:n=0', 'n is "0", not an integer from 1 on'],
      ['synthetic:dim=x', 'dim is "x"'],
      ['synthetic:rows=5', 'unknown member rows; its members are n, dim, clusters'],
      ['synthetic:metric=hamming', 'metric is hamming, not l2, cosine or ip'],
      ['synthetic:dim=4,intrinsic=5', 'intrinsic is 5, more than dim, 4'],
    ];
    for (const [name, message] of refused) {
      const error = await labErrorOf(openDataset(name));
      expect(error.code).toBe('bad-synthetic');
      expect(error.message).toContain(message);
    }
  });

  it('stops when it is told to', async () => {
    await expect(openDataset('synthetic:n=100000,dim=64', { signal: AbortSignal.timeout(20) })).rejects.toThrow(
      /abort/i,
    );
  });
});
