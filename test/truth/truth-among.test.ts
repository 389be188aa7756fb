import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { distance } from 'vexlab/dist/exact/distance';
import { exactNeighbours } from 'vexlab/dist/truth/exact-neighbours';
import { truthAmong } from 'vexlab/dist/truth/truth-among';
import { randomVectors, smallDataset, temporaryFolder } from './small-dataset';

const dataset = smallDataset('l2', randomVectors(300, 8, 1), randomVectors(10, 8, 2));
const every = (step: number): Uint32Array => Uint32Array.from({ length: Math.floor(300 / step) }, (_, i) => i * step);

it('finds the nearest of the rows named and of no others, by their places in the whole base', async () => {
  const rows = every(7);
  const truth = await truthAmong(dataset, rows, 5, { cache: false });
  const base = dataset.base.data as Float32Array;
  const queries = dataset.queries.data as Float32Array;
  for (let query = 0; query < dataset.queries.n; query++) {
    const sorted = [...rows].sort(
      (a, b) => distance('l2', base, a * 8, queries, query * 8, 8) - distance('l2', base, b * 8, queries, query * 8, 8),
    );
    expect([...truth.rows.subarray(query * 5, query * 5 + 5)]).toEqual(sorted.slice(0, 5));
  }
});

it('has as many as there are where they are fewer than k', async () => {
  const truth = await truthAmong(dataset, Uint32Array.from([3, 250]), 10, { cache: false });
  expect(truth).toMatchObject({ nq: 10, k: 2 });
  expect(new Set(truth.rows)).toEqual(new Set([3, 250]));
});

it('keeps the truth of each set of rows apart, and that of all rows from each', async () => {
  const cache = temporaryFolder();
  const whole = await exactNeighbours(dataset, 3);
  const withTruth = { ...dataset, truth: whole };
  const [one, other] = [
    await truthAmong(withTruth, every(2), 3, { cache }),
    await truthAmong(withTruth, every(3), 3, { cache }),
  ];
  expect(readdirSync(join(cache, 'truth'))).toHaveLength(2);
  expect(one.rows.every((row) => row % 2 === 0)).toBe(true);
  expect(other.rows.every((row) => row % 3 === 0)).toBe(true);
  expect(await truthAmong(dataset, every(2), 3, { cache })).toEqual(one);
  expect(one.rows).not.toEqual(whole.rows);
});
