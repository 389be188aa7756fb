import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectable } from 'vexlab/dist/analysis/detectable';
import { drawAA } from 'vexlab/dist/analysis/draw-a-a';
import { independentValues, type RunValue } from 'vexlab/dist/analysis/independent-values';
import { standardDeviation } from 'vexlab/dist/analysis/moments';
import { noise, ratioToldApart } from 'vexlab/dist/analysis/noise';
import { isMeasured } from 'vexlab/dist/analysis/panels';
import { rates } from 'vexlab/dist/analysis/rates';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { welch } from 'vexlab/dist/analysis/welch';
import { projectRoot } from 'vexlab/dist/base/paths';
import { readRun } from 'vexlab/dist/results/run-store';
import { ingestRecord } from '../views/fixture-ingest-records';
import { okRecord } from '../views/fixture-records';
import { openRecord } from '../views/fixture-open-records';

const ofRates = (values: readonly number[], build = (run: number) => `build ${run}`): RunValue[] =>
  values.map((value, run) => ({ value, build: build(run) }));
/** Around 1000, their logarithms with a standard deviation of `spread`. */
const spreadBy = (spread: number, n = 5): number[] => {
  const places = Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  return places.map((place) => 1000 * Math.exp((spread * place) / standardDeviation(places)));
};

describe('ratioToldApart', () => {
  // Effect sizes that a t test of two groups shows in 80 % at 0.05 two-sided, by the noncentral t distribution.
  it.each([
    [5, 2.024],
    [10, 1.325],
    [20, 0.909],
    [64, 0.499],
  ])('of %i runs is %f standard deviations, as power tables have it', (n, size) => {
    expect(Math.abs(Math.log(ratioToldApart(1, n)) / size - 1)).toBeLessThan(0.01);
    expect(Math.log(ratioToldApart(0.1, n))).toBeCloseTo(0.1 * Math.log(ratioToldApart(1, n)), 9);
  });
});

describe('noise', () => {
  it('passes a quiet setting, once for each run', () => {
    const found = noise(ofRates(spreadBy(0.05)), 'rate');
    expect(found).toHaveLength(5);
    // (2.3060 + 0.8889) × 0.05 × √(2/5)
    expect(found[4]).toMatchObject({ check: 'noise', verdict: 'pass', numbers: { runs: 5, values: 5 } });
    expect(found[4]?.numbers.ratioToldApart).toBeCloseTo(Math.exp(0.10103), 4);
    expect(found[4]?.advice).toBe(
      'the rate of the 5 runs of this setting differs by cv 5.0 %: a difference below × 1.11 would not be shown',
    );
  });
  it('warns of a noisy one, and says what would not be shown', () => {
    const [found] = noise(ofRates(spreadBy(0.4)), 'p50');
    expect(found?.verdict).toBe('warn');
    expect(found?.numbers.ratioToldApart).toBeCloseTo(Math.exp(0.80826), 3);
    expect(found?.advice).toMatch(
      /^the p50 of the 5 runs of this setting differs by cv \d\d\.\d %: a difference below × 2\.24 would not be shown; measure more repetitions, or on a quieter machine$/,
    );
  });
  it('is helped by more runs of the same spread', () => {
    expect(noise(ofRates(spreadBy(0.15, 5)), 'rate')[0]?.verdict).toBe('warn');
    expect(noise(ofRates(spreadBy(0.15, 20)), 'rate')[0]?.verdict).toBe('pass');
  });
  it('counts builds and not their runs where these are many, and runs where they are few', () => {
    const values = spreadBy(0.2).flatMap((value) => [value, value]);
    expect(
      noise(
        ofRates(values, (run) => `build ${run >> 1}`),
        'rate',
      )[0],
    ).toMatchObject({
      numbers: { runs: 10, values: 5 },
      advice: expect.stringContaining('of the 5 index builds of this setting') as string,
    });
    expect(
      noise(
        ofRates(values, () => 'one'),
        'rate',
      )[0]?.numbers,
    ).toMatchObject({ runs: 10, values: 10 });
  });
  it('says nothing of fewer than five runs, or of runs without a figure', () => {
    expect(noise(ofRates([1, 2, 3, 4]), 'rate')).toEqual([]);
    expect(noise(ofRates([1, 2, 3, 4, 0]), 'rate')).toEqual([]);
    expect(noise(ofRates([1, 2, 3, 4, Infinity]), 'p50')).toEqual([]);
  });
  it('finds nothing to tell apart in runs that are all alike', () => {
    const [found] = noise(ofRates([7, 7, 7, 7, 7]), 'rate');
    expect(found?.verdict).toBe('pass');
    expect(found?.numbers.ratioToldApart).toBeCloseTo(1, 9);
  });
});

describe('the noise of a setting', () => {
  const five = [0, 1, 2, 3, 4];
  const ofSetting = (records: Parameters<typeof summariseAll>[0]) => {
    const { searches, open, ingest } = summariseAll(records);
    return [...searches, ...open, ...ingest].flatMap((one) =>
      one.state === 'measured' ? one.findings.filter(({ check }) => check === 'noise') : [],
    );
  };
  it('stands among the findings of closed loops, of all their runs', () => {
    const runs = (step: number) =>
      five.map((r) => okRecord({ latencies: [1, 1], measureMs: 100 * step ** r, repetition: r, buildIndex: r }));
    expect(ofSetting(runs(1.5))).toMatchObject([{ verdict: 'warn', runs: 5, of: 5 }]);
    expect(ofSetting(runs(1.01))).toMatchObject([{ verdict: 'pass', runs: 5, of: 5 }]);
    expect(ofSetting(runs(1.5).slice(1))).toEqual([]);
  });
  it('of open loops is that of the median response, as the rate was asked for', () => {
    const runs = (step: number, requests = 100) =>
      five.map((r) => {
        const responses = new Array<number>(requests).fill(2 * step ** r);
        return openRecord({ rate: 100, responses, services: responses, repetition: r, buildIndex: r });
      });
    expect(ofSetting(runs(1.5))).toMatchObject([{ verdict: 'warn', runs: 5, of: 5 }]);
    expect(ofSetting(runs(1.01))).toMatchObject([{ verdict: 'pass' }]);
    expect(ofSetting(runs(1.5, 19))).toEqual([]);
  });
  it('of fillings is that of the searchable rate', () => {
    const runs = (step: number) =>
      five.map((r) => ingestRecord({ batch: 1000, repetition: r, insertMs: 1000 * step ** r, readyMs: 0 }));
    expect(ofSetting(runs(1.5))).toMatchObject([{ verdict: 'warn', runs: 5, of: 5 }]);
    expect(ofSetting(runs(1.01))).toMatchObject([{ verdict: 'pass' }]);
  });
});

describe('recorded A/A runs', () => {
  const folder = join(projectRoot, 'results', 'baselines', 'a-a');
  const runs = readRun(join(folder, readdirSync(folder)[0] ?? '')).then(({ records }) =>
    rates(summarise(records).filter(isMeasured)[0] as Parameters<typeof rates>[0]),
  );

  it('are told apart at that ratio in about 80 % of draws', async () => {
    const aa = await runs;
    const ratio = ratioToldApart(standardDeviation(independentValues(aa).map(Math.log)), 10);
    const draw = drawAA(aa, { runs: 20, builds: 10 }, 3);
    const shown = Array.from({ length: 400 }, () => {
      const [a, b] = draw().map((group) => independentValues(group).map(Math.log)) as [number[], number[]];
      const longer = a.map((value) => value + Math.log(ratio));
      return welch(longer, b).p < 0.05;
    }).filter(Boolean).length;
    // The formula is of normal logarithms; of 20 builds, halved again and again, the draws hang together.
    expect(shown / 400).toBeGreaterThan(0.7);
    expect(shown / 400).toBeLessThan(0.9);
  });
  it('need more by the rule of the lab, which asks for intervals apart as well: up to twice the logarithm', async () => {
    const aa = await runs;
    const found = detectable(aa, { runs: 20, builds: 10, simulations: 100 });
    if (found.state !== 'known') throw new Error(found.why);
    const ratio = ratioToldApart(standardDeviation(independentValues(aa).map(Math.log)), 10);
    const times = Math.log(found.ratio) / Math.log(ratio);
    expect(times).toBeGreaterThan(1);
    expect(times).toBeLessThan(2);
  });
});
