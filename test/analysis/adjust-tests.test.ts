import { describe, expect, it } from 'vitest';
import { adjustTests, type Pair, pOf } from 'vexlab/dist/analysis/adjust-tests';
import { compareWithin } from 'vexlab/dist/analysis/adjust-grounds';
import { compare } from 'vexlab/dist/analysis/compare';
import { smallestP } from 'vexlab/dist/analysis/mann-whitney';
import { median } from 'vexlab/dist/analysis/moments';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import { seededRandom } from 'vexlab/dist/datasets/random';

/** Runs that each searched their own index. */
const runs = (values: readonly number[]) => values.map((value, i) => ({ value, build: `build ${i}` }));
const slow = [100, 101, 99, 102, 98];
const fast = slow.map((rate) => rate * 1.5);
const pair: Pair = [runs(fast), runs(slow)];

describe('tests made together', () => {
  it('are corrected for their number', () => {
    expect(adjustTests([pair])).toMatchObject([{ name: 'Mann–Whitney', comparisons: 1 }]);
    const three = adjustTests([pair, pair, [runs(slow), runs([...slow].reverse())]]);
    expect(three.map(({ comparisons }) => comparisons)).toEqual([3, 3, 3]);
    // 2 / C(10, 5) thrice, and nothing at all.
    expect(three.map(({ p }) => p)).toEqual([expect.closeTo(2 / 252, 12), expect.closeTo(2 / 252, 12), 1]);
    expect(three[0]?.adjusted).toBeCloseTo(6 / 252, 12);
    expect(compare(pair[0], pair[1], three[0])).toMatchObject({
      larger: 'first',
      why: 'the 95 % intervals are apart (Mann–Whitney p = 0.024, corrected by Holm for 3 comparisons)',
    });
  });

  it('are of ranks as long as ranks can show a difference, and of logarithms beyond', () => {
    const many = (n: number) => adjustTests(new Array<Pair>(n).fill(pair));
    expect(smallestP(5, 5)).toBeCloseTo(0.007936507936507936, 12);
    expect(smallestP(20, 20)).toBeCloseTo(2 / 137846528820, 15);
    expect(many(6)[0]).toMatchObject({ name: 'Mann–Whitney', adjusted: expect.closeTo(0.0476, 4) as number });
    const seven = many(7)[0];
    expect(seven?.name).toBe('Welch');
    expect(seven?.adjusted).toBeLessThan(1e-6);
    expect(compare(pair[0], pair[1], seven).why).toMatch(
      /^the 95 % intervals are apart \(Welch p = \d\.\de-\d+, corrected by Holm for 7 comparisons\)$/,
    );
  });

  it('of shares, which may be 0 and then have no logarithm, are of the values themselves', () => {
    const [none, some] = [runs([0, 0, 0, 0, 0]), runs([0.1, 0.11, 0.1, 0.12, 0.1])];
    const tests = adjustTests([...new Array<Pair>(6).fill(pair), [some, none, 'difference'], [some, none, 'ratio']]);
    expect(tests[6]).toMatchObject({ name: 'Welch', comparisons: 8 });
    expect(tests[6]?.adjusted).toBeLessThan(0.001);
    // Nor has a rate of 0: SciPy 1.17.1, stats.ttest_ind(some, none, equal_var=False).
    expect(tests[7]?.p).toBeCloseTo(1.2051915548673183e-5, 15);
  });

  it('do not count pairs that can show nothing', () => {
    const few: Pair = [runs([300, 310, 305]), runs(slow)];
    const [shown, unshown] = adjustTests([pair, few]);
    expect(shown).toMatchObject({ comparisons: 1, adjusted: expect.closeTo(2 / 252, 12) as number });
    expect(unshown).toMatchObject({ adjusted: 1 });
    expect(compare(few[0], few[1], unshown).larger).toBe('no difference shown');
  });

  // SciPy 1.17.1, stats.ttest_ind(one, other, equal_var=False); of stats.rankdata of both where one is infinite.
  it('are of the values where a rate is 0, which has no logarithm', () => {
    const many = new Array<Pair>(6).fill(pair);
    const [once, often] = adjustTests([
      [runs([0, 151.5, 148.5, 153, 147]), runs(slow)],
      [runs(slow), runs([0, 0, 0, 0, 50])],
      ...many,
    ]);
    expect(once).toMatchObject({ name: 'Welch', p: expect.closeTo(0.5417781591454053, 12) as number });
    expect(often?.p).toBeCloseTo(0.000813614326186373, 14);
    expect(adjustTests([[runs([0, ...fast.slice(1)]), runs(slow)], ...many])[1]?.adjusted).toBeLessThan(1e-6);
  });

  it('of ranks as numbers where a time has no end', () => {
    const endless = [Infinity, Infinity, Infinity, 120, 130];
    const [test] = adjustTests([[runs(slow), runs(endless)], ...new Array<Pair>(6).fill(pair)]);
    expect(test).toMatchObject({ name: 'Welch', p: expect.closeTo(0.0007855387922113167, 14) as number });
  });

  it('show that one side answered nothing, however many stand beside it', () => {
    const nothing = runs([0, 0, 0, 0, 0]);
    const stopped = new Array<Pair>(40).fill([nothing, runs(slow)]);
    const tests = adjustTests(stopped);
    expect(tests[0]).toMatchObject({ name: 'Welch', comparisons: 40 });
    expect(compare(nothing, runs(slow), tests[0])).toMatchObject({ larger: 'second', ratio: { value: 0, high: 0 } });
    expect(compare(runs(slow), nothing, tests[0])).toMatchObject({
      larger: 'first',
      ratio: { why: 'the median to divide by is 0' },
    });
    const [constant] = adjustTests(new Array<Pair>(8).fill([nothing, runs([7, 7, 7, 7, 7])]));
    // Without any spread no more is said than ranks could, 2 of 252 orders.
    expect(constant?.p).toBeCloseTo(2 / 252, 12);
    expect(constant?.adjusted).toBeCloseTo(16 / 252, 12);
    expect(pOf([NaN, 1, 2], [3, 4, 5], false)).toBe(1);
    expect(pOf([NaN, Infinity], [3, 4], false)).toBe(1);
    expect(adjustTests(new Array<Pair>(8).fill([nothing, nothing]))[0]).toMatchObject({ p: 1, adjusted: 1 });
  });
});

/** Settings as far as a comparison reads them: the rate of each run, each of its own build. */
const settings = (groups: readonly (readonly number[])[]): MeasuredSummary[] =>
  groups.map(
    (rates) => ({ runs: rates.map((qps, i) => ({ qps, build: `build ${i}` })) }) as unknown as MeasuredSummary,
  );

const medianRate = ({ runs: all }: MeasuredSummary): number => median(all.map(({ qps }) => qps));

describe('the comparisons of a table', () => {
  const drawn = (random: ReturnType<typeof seededRandom>, count: number) =>
    Array.from({ length: count }, () => Array.from({ length: 5 }, () => 100 * Math.exp(0.05 * random.normal())));

  it('count every pair of a ground, as the fastest is found by looking at all', () => {
    const [a, b, c, d] = settings([slow, fast, slow, slow]);
    if (!a || !b || !c || !d) throw new Error('four settings');
    const within = compareWithin([[a, b, c], [d]]);
    expect(within(b, a).test).toMatchObject({ comparisons: 3, adjusted: expect.closeTo(6 / 252, 12) as number });
    expect(within(a, b)).toMatchObject({ larger: 'second', test: { comparisons: 3 } });
    expect(() => within(a, d)).toThrow('no common ground');
  });

  it('find a fastest among equals in at most 5 of 100 tables, of 2, 4 and 12 engines', () => {
    for (const engines of [2, 4, 12]) {
      const random = seededRandom(engines);
      let wrong = 0;
      for (let table = 0; table < 100; table++) {
        const all = settings(drawn(random, engines));
        const within = compareWithin([all]);
        const fastest = all.reduce((best, one) => (medianRate(one) > medianRate(best) ? one : best));
        if (all.some((one) => one !== fastest && within(fastest, one).larger !== 'no difference shown')) wrong += 1;
      }
      expect(wrong).toBeLessThanOrEqual(5);
    }
  });

  it('still show a real difference among 12 engines of 5 runs', () => {
    const random = seededRandom(3);
    const all = settings([...drawn(random, 11), slow.map((rate) => rate * 3)]);
    const within = compareWithin([all]);
    const fastest = all.at(-1);
    if (!fastest) throw new Error('twelve settings');
    expect(all.slice(0, -1).map((one) => within(fastest, one).larger)).toEqual(new Array(11).fill('first'));
  });
});
