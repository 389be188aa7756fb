import { describe, expect, it } from 'vitest';
import { compare, type RunValue } from 'vexlab/dist/analysis/compare';
import { detectable, type Detectable } from 'vexlab/dist/analysis/detectable';
import { seededRandom } from 'vexlab/dist/datasets/random';

/** Log-normal rates: builds differ by `between`, runs of one build by `within`. */
function drawn(
  random: ReturnType<typeof seededRandom>,
  shape: { builds: number; each: number; between: number; within: number },
): RunValue[] {
  return Array.from({ length: shape.builds }, (_, build) => {
    const luck = shape.between * random.normal();
    return Array.from({ length: shape.each }, () => ({
      value: 1000 * Math.exp(luck + shape.within * random.normal()),
      build: `build ${build}`,
    }));
  }).flat();
}
const ratioOf = (found: Detectable): number => (found.state === 'known' ? found.ratio : NaN);
const times = (runs: readonly RunValue[], factor: number): RunValue[] =>
  runs.map(({ value, build }) => ({ value: value * factor, build }));

describe('detectable', () => {
  it.each([
    { name: 'of 8 runs, each of its own build', shape: { builds: 8, each: 1, between: 0, within: 0.05 } },
    { name: 'of 8 builds of 2 runs', shape: { builds: 8, each: 2, between: 0.08, within: 0.03 } },
    { name: 'of 10 runs of one build', shape: { builds: 1, each: 10, between: 0, within: 0.05 } },
  ])('$name: the ratio is shown in about 80 % of fresh draws', ({ shape }) => {
    const random = seededRandom(11);
    const aa = drawn(random, {
      ...shape,
      builds: shape.builds === 1 ? 1 : 200,
      each: shape.builds === 1 ? 200 : shape.each,
    });
    const runs = shape.builds * shape.each;
    const found = detectable(aa, { runs, builds: shape.builds });
    expect(found).toMatchObject({ state: 'known', runs, builds: shape.builds, power: 0.8, level: 0.05 });
    const shown = (factor: number): number =>
      Array.from({ length: 100 }, () => compare(times(drawn(random, shape), factor), drawn(random, shape))).filter(
        ({ larger }) => larger === 'first',
      ).length / 100;
    // Of 100 draws 80 % ± 8 %, and the simulation's own error.
    expect(Math.abs(shown(ratioOf(found)) - 0.8)).toBeLessThan(0.1);
    expect(shown(1)).toBeLessThan(0.03);
  });

  const random = seededRandom(5);
  const aa = drawn(random, { builds: 40, each: 1, between: 0, within: 0.05 });

  it('lies beyond what the test alone would need, as the intervals must be apart too', () => {
    const ratio = ratioOf(detectable(aa, { runs: 20, builds: 20 }));
    const spread = 0.05 * Math.sqrt(2 / 20);
    // A z test at 0.05 needs (1.96 + 0.84) standard errors for 80 %; intervals of medians apart need more.
    expect(ratio).toBeGreaterThan(Math.exp(2.8 * spread));
    expect(ratio).toBeLessThan(Math.exp(2 * 2.8 * spread));
  });
  it('is the same for rates of any size, and the same again', () => {
    const found = detectable(aa, { runs: 10, builds: 10 });
    expect(detectable(aa, { runs: 10, builds: 10 })).toEqual(found);
    expect(ratioOf(detectable(times(aa, 7), { runs: 10, builds: 10 }))).toBeCloseTo(ratioOf(found), 9);
  });
  it('is larger for fewer runs, and among more comparisons', () => {
    const ratio = (runs: number, comparisons = 1) => ratioOf(detectable(aa, { runs, builds: runs, comparisons }));
    expect(ratio(5)).toBeGreaterThan(ratio(10));
    expect(ratio(10)).toBeGreaterThan(ratio(20));
    expect(ratio(10, 1000)).toBeGreaterThan(ratio(10));
  });
  it('asks of two halves of the A/A runs, where nothing else is asked', () => {
    expect(detectable(aa)).toMatchObject({ runs: 20, builds: 20, from: { runs: 40, builds: 40 }, simulations: 400 });
  });
  it('holds builds at hand against each other where they are few, without what other builds would differ by', () => {
    const nested = drawn(seededRandom(6), { builds: 20, each: 4, between: 0.2, within: 0.02 });
    const ofBuilds = ratioOf(detectable(nested, { runs: 20, builds: 5 }));
    const ofRuns = ratioOf(detectable(nested, { runs: 20, builds: 1 }));
    expect(ofBuilds).toBeGreaterThan(1.3);
    expect(ofRuns).toBeLessThan(1.08);
  });

  it.each([
    [aa.slice(0, 9), { runs: 5, builds: 5 }, 'it takes 10 runs of one setting (A/A), there are 9'],
    [aa, { runs: 1, builds: 1 }, '1 run of a setting shows no difference; it takes 5'],
    [aa.slice(0, 1), { runs: 5, builds: 5 }, 'it takes 10 runs of one setting (A/A), there is 1'],
    [aa, { runs: 4, builds: 4 }, '4 runs of a setting show no difference; it takes 5'],
    [
      aa.map(({ value }) => ({ value, build: 'one' })),
      { runs: 10, builds: 10 },
      'it takes A/A runs of 10 index builds, there is 1',
    ],
    [aa, { runs: 10, builds: 1 }, 'it takes more A/A runs of one index build, there are 40 of 40'],
    [[], {}, '0 runs of a setting show no difference; it takes 5'],
  ])('says why it is not available (%#)', (runs, options, why) => {
    expect(detectable(runs, options)).toEqual({ state: 'not available', why });
  });
});
