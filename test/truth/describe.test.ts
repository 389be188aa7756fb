import { describe, expect, it } from 'vitest';
import type { Vectors } from 'vexlab/dist/datasets/dataset';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { describeDataset } from 'vexlab/dist/truth/describe';
import { duplicateRows } from 'vexlab/dist/truth/duplicates';
import { exactNeighbours } from 'vexlab/dist/truth/exact-neighbours';
import { intrinsicDimension } from 'vexlab/dist/truth/intrinsic-dimension';
import { spreadOf } from 'vexlab/dist/truth/spread';
import { random } from '../exact/exact-arithmetic';
import { randomVectors, smallDataset, vectors } from './small-dataset';

/** n points on the unit sphere of d + 1 dimensions, a space of d dimensions without an edge, turned into `dim`. */
function sphere(n: number, d: number, dim: number, seed: number): Vectors {
  const next = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const axes = Array.from({ length: d + 1 }, () => Array.from({ length: dim }, normal));
  // Gram–Schmidt, so that distances stay what they are on the sphere.
  axes.forEach((axis, i) => {
    for (const other of axes.slice(0, i)) {
      const along = axis.reduce((sum, value, j) => sum + value * other[j]!, 0);
      axis.forEach((_, j) => (axis[j] = axis[j]! - along * other[j]!));
    }
    const length = Math.hypot(...axis);
    axis.forEach((value, j) => (axis[j] = value / length));
  });
  return vectors(
    Array.from({ length: n }, () => {
      const point = axes.map(normal);
      const length = Math.hypot(...point);
      return Array.from({ length: dim }, (_, j) =>
        point.reduce((sum, value, axis) => sum + (value / length) * axes[axis]![j]!, 0),
      );
    }),
  );
}

describe('describeDataset', () => {
  it('describes a handful of vectors', () => {
    const dataset = smallDataset(
      'l2',
      [
        [3, 4],
        [0, 0],
        [3, 4],
        [6, 8],
      ],
      [[0, 1]],
    );
    expect(describeDataset(dataset)).toMatchObject({
      name: 'small',
      metric: 'l2',
      type: 'float32',
      n: 4,
      dim: 2,
      queries: 1,
      synthetic: true,
      norms: { count: 4, min: 0, median: 5, max: 10 },
      queryNorms: { count: 1, min: 1, median: 1, max: 1 },
      nearest: { count: 4, min: 0, median: 2.5, max: 5 },
      points: 'base rows',
      duplicates: 1,
      zeroVectors: 1,
    });
  });

  it('takes the neighbours of the queries where they are known', async () => {
    const dataset = smallDataset('l2', [[0], [3], [4]], [[1], [9]]);
    const described = describeDataset(dataset, { neighbours: await exactNeighbours(dataset, 3) });
    expect(described).toMatchObject({ points: 'queries', nearest: { count: 2, min: 1, max: 5 } });
    // Inverse of the mean of log(3/1), log(3/2), log(9/5), log(9/6).
    const value = 4 / (Math.log(3) + Math.log(1.5) + Math.log(1.8) + Math.log(1.5));
    expect(described.intrinsicDimension).toMatchObject({ state: 'estimated', points: 2, k: 3 });
    expect(described.intrinsicDimension).toHaveProperty('value', expect.closeTo(value, 12));
  });

  it.each([2, 5])('finds the dimension of points on a sphere of %i dimensions in 40', (d) => {
    const base = sphere(4000, d, 40, d);
    for (const metric of ['l2', 'cosine'] as const) {
      const found = describeDataset(smallDataset(metric, base, [])).intrinsicDimension;
      expect(found.state).toBe('estimated');
      if (found.state !== 'estimated') continue;
      expect(Math.abs(found.value / d - 1)).toBeLessThan(0.06);
      expect(found.interval!.low).toBeLessThan(found.value);
      expect(found.interval!.high).toBeGreaterThan(found.value);
      expect(found.interval!.high - found.interval!.low).toBeLessThan(0.2 * d);
    }
  });

  it('gives no dimension to an inner product, nor to too few points', () => {
    const why = (metric: 'l2' | 'ip', base: number[][]) =>
      describeDataset(smallDataset(metric, base, [])).intrinsicDimension;
    expect(why('ip', [[1], [2], [3]])).toEqual({ state: 'undefined', why: 'an inner product is not a distance' });
    expect(why('l2', [[1]])).toMatchObject({ state: 'undefined' });
    expect(why('l2', [[1], [1], [1], [1]])).toMatchObject({ state: 'undefined' });
    expect(describeDataset(smallDataset('l2', [[1]], []))).not.toHaveProperty('nearest');
  });

  it('takes as many base rows as asked', () => {
    const dataset = smallDataset('l2', randomVectors(500, 4, 3), []);
    expect(describeDataset(dataset, { sample: 50 }).nearest?.count).toBe(50);
    expect(() => describeDataset(dataset, { sample: 0 })).toThrow('sample is 0');
  });

  it('refuses neighbours of other queries', () => {
    const neighbours = { nq: 2, k: 1, rows: new Uint32Array(2), distances: new Float64Array(2) };
    expect(() => describeDataset(smallDataset('l2', [[1]], [[1]]), { neighbours })).toThrow('neighbours of 2 queries');
  });

  it('describes the sets that ship', async () => {
    const sift = describeDataset(await openDataset('sift-photos'));
    expect(sift).toMatchObject({ n: 20_000, dim: 128, duplicates: 0, zeroVectors: 0, synthetic: false });
    // OpenCV scales each descriptor to length 512 and rounds its components.
    expect(Math.abs(sift.norms.median - 512)).toBeLessThan(3);
    const words = describeDataset(await openDataset('wordnet-minilm'));
    expect(Math.abs(words.norms.median - 1)).toBeLessThan(0.001);
    expect(words.intrinsicDimension.state).toBe('estimated');
  });
});

describe('intrinsicDimension', () => {
  it('leaves duplicates out and is undefined where all are equally far', () => {
    const value = 1 / Math.log(2);
    expect(intrinsicDimension(Float64Array.from([0, 1, 2]), 3)).toEqual({ state: 'estimated', value, points: 1, k: 3 });
    expect(intrinsicDimension(Float64Array.from([2, 2, 2]), 3)).toMatchObject({ state: 'undefined' });
  });
});

describe('duplicateRows', () => {
  it('counts rows equal to an earlier one', () => {
    expect(
      duplicateRows(
        vectors([
          [1, 2],
          [2, 1],
          [1, 2],
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toBe(3);
    expect(duplicateRows(vectors([]))).toBe(0);
    expect(duplicateRows(randomVectors(3000, 3, 9))).toBe(0);
  });
});

describe('spreadOf', () => {
  it('counts into bins, the upper edge in the last', () => {
    expect(spreadOf(Float64Array.from([4, 0, 1, 2, 3]), 2)).toEqual({
      count: 5,
      min: 0,
      median: 2,
      max: 4,
      histogram: { edges: [0, 2, 4], counts: [2, 3] },
    });
  });
  it('has one bin for equal numbers', () => {
    expect(spreadOf(Float64Array.from([7, 7])).histogram).toEqual({ edges: [7, 7], counts: [2] });
  });
});
