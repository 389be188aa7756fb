import { describe, expect, it } from 'vitest';
import { compareNeighbours } from 'vexlab/dist/truth/compare-neighbours';
import { exactNeighbours } from 'vexlab/dist/truth/exact-neighbours';
import { oracleNeighbours } from 'vexlab/dist/truth/oracle';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { headRows } from 'vexlab/dist/datasets/vectors';
import { randomVectors, smallDataset } from './small-dataset';

describe('oracleNeighbours', () => {
  it('gives distances as the metrics define them', async () => {
    const base = [
      [3, 4],
      [0, 1],
      [-1, 0],
    ];
    const of = async (metric: 'l2' | 'cosine' | 'ip') => {
      const { rows, distances } = await oracleNeighbours(smallDataset(metric, base, [[0, 2]]), 3);
      return { rows: Array.from(rows), distances: Array.from(distances, (value) => Number(value.toFixed(6))) };
    };
    expect(await of('l2')).toEqual({ rows: [1, 2, 0], distances: [1, 2.236068, 3.605551] });
    expect(await of('cosine')).toEqual({ rows: [1, 0, 2], distances: [0, 0.2, 1] });
    expect(await of('ip')).toEqual({ rows: [0, 1, 2], distances: [-8, -2, 0] });
  });

  it.each(['l2', 'cosine', 'ip'] as const)('agrees with the exact search under %s', async (metric) => {
    const dataset = smallDataset(metric, randomVectors(2000, 24, 1), randomVectors(50, 24, 2));
    const [exact, oracle] = [await exactNeighbours(dataset, 20), await oracleNeighbours(dataset, 20)];
    expect(compareNeighbours(exact, oracle).first).toBeUndefined();
    expect(compareNeighbours(exact, oracle).sameRow).toBeGreaterThan(990);
  });

  it.each(['sift-photos', 'wordnet-minilm'])('agrees with the exact search on %s', async (name) => {
    const whole = await openDataset(name);
    const dataset = { ...whole, queries: headRows(whole.queries, 20) };
    const [exact, oracle] = [await exactNeighbours(dataset, 100), await oracleNeighbours(dataset, 100)];
    expect(compareNeighbours(exact, oracle).first).toBeUndefined();
  });

  it('refuses what the exact search refuses, and stops when asked', async () => {
    const dataset = smallDataset('l2', [[1]], [[1]]);
    await expect(oracleNeighbours(dataset, 2)).rejects.toMatchObject({ code: 'k-too-large' });
    await expect(oracleNeighbours(dataset, 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'stopped',
    });
  });
});
