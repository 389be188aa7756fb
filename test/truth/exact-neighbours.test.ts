import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from 'vexlab/dist/base/progress';
import { compareNeighbours } from 'vexlab/dist/truth/compare-neighbours';
import { exactNeighbours } from 'vexlab/dist/truth/exact-neighbours';
import { meanRecall, scoreAnswers } from 'vexlab/dist/truth/recall';
import { openIfPresent } from './open-if-present';
import { randomVectors, smallDataset, vectors } from './small-dataset';

describe('exactNeighbours', () => {
  it('finds the nearest of every query, ties by smaller row', async () => {
    const dataset = smallDataset(
      'l2',
      [
        [3, 4],
        [0, 1],
        [1, 0],
        [6, 8],
      ],
      [
        [0, 0],
        [6, 8],
      ],
    );
    const found = await exactNeighbours(dataset, 3);
    expect(found).toEqual({
      nq: 2,
      k: 3,
      rows: Uint32Array.from([1, 2, 0, 3, 0, 1]),
      distances: Float64Array.from([1, 1, 5, 0, 5, Math.sqrt(85)]),
    });
  });

  it('gives the same for one thread and for several', async () => {
    for (const metric of ['l2', 'cosine', 'ip'] as const) {
      const dataset = smallDataset(metric, randomVectors(999, 19, 1), randomVectors(101, 19, 2));
      const [one, many] = [
        await exactNeighbours(dataset, 10, { threads: 1 }),
        await exactNeighbours(dataset, 10, { threads: 5 }),
      ];
      expect(many).toEqual(one);
    }
  });

  it('reads uint8 and float16 as the numbers they stand for', async () => {
    const bytes = { n: 2, dim: 2, type: 'uint8', data: Uint8Array.from([255, 0, 0, 3]) } as const;
    expect((await exactNeighbours(smallDataset('l2', bytes, [[0, 0]]), 2)).distances).toEqual(
      Float64Array.from([3, 255]),
    );
    // 1.0 is 0x3c00 and −2.0 is 0xc000.
    const halves = { n: 2, dim: 1, type: 'float16', data: Uint16Array.from([0x3c00, 0xc000]) } as const;
    expect((await exactNeighbours(smallDataset('ip', halves, [[1]]), 2)).distances).toEqual(Float64Array.from([-1, 2]));
  });

  it('reports progress up to the last query', async () => {
    const events: ProgressEvent[] = [];
    const dataset = smallDataset('l2', randomVectors(50, 4, 1), randomVectors(300, 4, 2));
    await exactNeighbours(dataset, 1, { threads: 2, progress: (event) => events.push(event) });
    expect(events[0]).toEqual({ stage: 'exact neighbours of small', done: 0, total: 300, unit: 'queries' });
    expect(events.at(-1)?.done).toBe(300);
    expect(events.length).toBeGreaterThan(3);
    events.reduce((before, event) => {
      expect(event.done).toBeGreaterThanOrEqual(before.done);
      return event;
    });
  });

  it('stops when asked: before the start and in the middle', async () => {
    const dataset = smallDataset('l2', randomVectors(20_000, 64, 1), randomVectors(2000, 64, 2));
    await expect(exactNeighbours(dataset, 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'stopped',
    });
    const stop = new AbortController();
    const done: number[] = [];
    const progress = (event: ProgressEvent) => {
      done.push(event.done);
      if (event.done > 0) stop.abort();
    };
    await expect(exactNeighbours(dataset, 1, { signal: stop.signal, progress })).rejects.toMatchObject({
      code: 'stopped',
      message: 'exact neighbours of small: stopped before it was done',
    });
    expect(done.at(-1)).toBeLessThan(2000);
  });

  it.each([
    ['k-too-large', 'k is 3, but the base has 2 rows', () => smallDataset('l2', [[1], [2]], [[1]]), 3],
    ['bad-k', 'k is 0', () => smallDataset('l2', [[1], [2]], [[1]]), 0],
    ['bad-k', 'k is 1.5', () => smallDataset('l2', [[1], [2]], [[1]]), 1.5],
    ['no-queries', 'the dataset has no queries', () => smallDataset('l2', [[1, 2]], []), 1],
    ['dimension-mismatch', 'the queries have 2 dimensions', () => smallDataset('l2', [[1]], [[1, 2]]), 1],
    ['not-finite', 'base of small: row 1 has NaN in component 0', () => smallDataset('l2', [[1], [NaN]], [[1]]), 1],
    ['not-finite', 'queries of small: row 0 has Infinity', () => smallDataset('ip', [[1]], [[Infinity]]), 1],
    ['zero-vector', 'base of small: row 1 is a zero', () => smallDataset('cosine', [[1], [0]], [[1]]), 1],
    ['zero-vector', 'queries of small: row 0 is a zero', () => smallDataset('cosine', [[1]], [[0]]), 1],
  ])('refuses with %s: %s', async (code, message, make, k) => {
    const failure = exactNeighbours(make(), k);
    await expect(failure).rejects.toMatchObject({ name: 'LabError', code });
    await expect(failure).rejects.toThrow(message);
  });

  it('refuses a number of threads that cannot be', async () => {
    const dataset = smallDataset('l2', [[1]], [[1]]);
    await expect(exactNeighbours(dataset, 1, { threads: 0 })).rejects.toThrow('threads is 0');
  });

  it('reproduces the ground truth that BIGANN publishes', async (context) => {
    const dataset = await openIfPresent(context, 'sift-bigann10k');
    const published = dataset.truth!;
    const found = await exactNeighbours(dataset, published.k);
    const agreement = compareNeighbours(found, published, 0);
    expect(agreement).toMatchObject({ different: 0, maxAbsolute: 0, queries: 100, k: 100 });
    const queries = Uint32Array.from({ length: 100 }, (_, i) => i);
    const scores = scoreAnswers({ rows: found.rows, queries, k: 100 }, published, dataset);
    expect(meanRecall(scores.hits, 100)).toBe(1);
    expect(meanRecall(scores.tieHits, 100)).toBe(1);
    expect(scores).toMatchObject({ short: 0, duplicates: 0 });
    const top10 = queries.reduce<number[]>(
      (rows, q) => rows.concat(Array.from(found.rows.subarray(q * 100, q * 100 + 10))),
      [],
    );
    const at10 = scoreAnswers({ rows: Uint32Array.from(top10), queries, k: 10 }, published, dataset);
    expect(meanRecall(at10.hits, 10)).toBe(1);
  });

  it('takes vectors that lie in ordinary memory', async () => {
    const shared = vectors([
      [0, 1],
      [5, 5],
    ]);
    const base = { ...shared, data: Float32Array.from(shared.data) };
    expect((await exactNeighbours(smallDataset('l2', base, base), 1)).rows).toEqual(Uint32Array.from([0, 1]));
  });
});
