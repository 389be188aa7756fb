import { describe, expect, it } from 'vitest';
import { hitsByBuild, type BuildHits } from 'vexlab/dist/analysis/query-hits';
import { seededRandom } from 'vexlab/dist/analysis/random';
import { recallOver } from 'vexlab/dist/analysis/recall-estimate';
import { recallRises } from 'vexlab/dist/analysis/recall-rises';
import { packUint32 } from 'vexlab/dist/results/pack';
import { okRecord } from '../views/fixture-records';

const k = 10;
const onceAsked = (hits: readonly number[], build = 'b'): BuildHits => ({
  build,
  hits: Float64Array.from(hits),
  asked: new Float64Array(hits.length).fill(1),
});

describe('the interval of recall', () => {
  it.each([
    [1, 0.92, 0.98],
    [5, 0.92, 1],
  ])('holds the truth about 95 times in 100, with %d builds', (builds, least, most) => {
    // 80 % of the queries always find all, the others a hit with a chance of 0.6 to 0.9: recall is 0.8 + 0.2 × 0.75.
    const random = seededRandom(11);
    const trials = 200;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const chances = Array.from({ length: 100 }, () => (random() < 0.8 ? 1 : 0.6 + 0.3 * random()));
      const made = Array.from({ length: builds }, (_, b) => {
        const shift = builds === 1 ? 0 : 0.02 * (random() - 0.5);
        const hitsOf = (chance: number): number => {
          let hits = 0;
          for (let i = 0; i < k; i++) if (random() < (chance < 1 ? chance + shift : 1)) hits += 1;
          return hits;
        };
        return onceAsked(chances.map(hitsOf), `b${b}`);
      });
      const { low, high } = recallOver(made, k, { draws: 399, seed: trial });
      if (low <= 0.95 && 0.95 <= high) held += 1;
    }
    expect(held / trials).toBeGreaterThanOrEqual(least);
    expect(held / trials).toBeLessThanOrEqual(most);
  });

  it('widens where builds differ', () => {
    const hits = [10, 9, 10, 10, 8, 10, 7, 10, 9, 10, 10, 9, 10, 10, 8, 10, 7, 10, 9, 10];
    const worse = hits.map((found) => found - 3);
    const same = recallOver([onceAsked(hits, 'a'), onceAsked(hits, 'b')], k);
    const different = recallOver([onceAsked(hits, 'a'), onceAsked(worse, 'b')], k);
    expect(different.value).toBeCloseTo(0.93 - 0.15, 12);
    expect(different.high - different.low).toBeGreaterThan(2 * (same.high - same.low));
  });

  it('takes each request by its query, whichever slice of the queries a repetition asked', () => {
    const record = (repetition: number, queries: number[], hits: number[], buildIndex = 0) => {
      const made = okRecord({
        repetition,
        buildIndex,
        dataset: { queries: 4 },
        latencies: new Array<number>(hits.length).fill(1),
        hits,
        measureMs: 1,
      });
      return { ...made, answers: { ...made.answers, queries: packUint32(Uint32Array.from(queries)) } };
    };
    const found = hitsByBuild(
      [record(0, [0, 1], [10, 9]), record(1, [1, 2], [7, 8]), record(2, [0, 0], [5, 6], 1)],
      'hits',
    );
    expect(found).toEqual([
      { build: 'b0', hits: Float64Array.of(10, 16, 8, 0), asked: Float64Array.of(1, 2, 1, 0) },
      { build: 'b1', hits: Float64Array.of(11, 0, 0, 0), asked: Float64Array.of(2, 0, 0, 0) },
    ]);
    // 45 hits of 6 requests; the query that nobody asked counts for nothing.
    expect(recallOver(found ?? [], k)).toMatchObject({ value: 45 / 60, n: 3 });
  });
});

describe('recallRises', () => {
  const hundred = (found: number): number[] => Array.from({ length: 100 }, (_, i) => (i < found ? 10 : 9));
  it.each([
    [90, 'pass'],
    [87, 'warn'],
    [80, 'fail'],
  ])('judges a fall by its size: from 90 to %d full answers of 100 %s', (after, verdict) => {
    const [found] = recallRises(
      [10, 90, after].map((full, i) => ({ ef: 16 << i, builds: [onceAsked(hundred(full))] })),
      k,
    );
    expect(found?.numbers.largestFall).toBeCloseTo((90 - after) / 1000, 12);
    expect([found?.verdict, found?.advice.includes('from ef 32 to ef 64')]).toEqual([verdict, verdict !== 'pass']);
  });
  it('compares within a build, over the queries that both settings asked', () => {
    const partly = { build: 'a', hits: Float64Array.of(9, 8, 0), asked: Float64Array.of(1, 1, 0) };
    const found = recallRises(
      [
        { ef: 16, builds: [onceAsked([8, 8, 10], 'a'), onceAsked([3, 3, 3], 'b')] },
        { ef: 32, builds: [partly, onceAsked([4, 3, 3], 'b')] },
      ],
      k,
    );
    expect(found.map(({ verdict, numbers }) => [verdict, numbers.recallAtLowest])).toEqual([
      ['pass', 0.8],
      ['pass', expect.closeTo(0.3, 12)],
    ]);
  });
});
