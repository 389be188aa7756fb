import { describe, expect, it } from 'vitest';
import { changePoint } from 'vexlab/dist/analysis/change-point';
import { type Drift, drift, drifts } from 'vexlab/dist/analysis/drift';
import type { Change, Tally } from 'vexlab/dist/analysis/drift-change';
import type { Trend } from 'vexlab/dist/analysis/drift-trend';
import { mannKendall } from 'vexlab/dist/analysis/mann-kendall';
import { senSlope, type Slice } from 'vexlab/dist/analysis/sen-slope';
import { seededRandom } from 'vexlab/dist/datasets/random';

const rising = [3.2, 3.5, 3.1, 3.9, 4.2, 3.8, 4.4, 4.9, 4.6, 5.3, 5.0, 5.6, 5.2, 6.1];
const tied = [0, 0, 1, 0, 2, 1, 1, 3, 2, 2, 4, 3];
// A first-order process with coefficient 0.7 and a rise of 0.3 a slice.
const dependent = [
  102, 99.2, 100.2, 100.1, 100.2, 100.6, 99.1, 100, 100.1, 104.4, 104.4, 103.9, 103.8, 103.3, 102.8, 103.1, 104.3,
  104.5, 105.9, 105.9, 106.2, 108, 108.3, 107.6,
];
const slicesOf = (values: readonly number[]): Slice[] => values.map((value, at) => ({ at, value }));
const hour = 3.6e6;
const judged = (found: Drift): Trend => {
  if (found.state !== 'judged' || found.by === 'change') throw new Error(found.why);
  return found;
};
const changed = (found: Drift): Change => {
  if (found.state !== 'judged' || found.by !== 'change') throw new Error(found.why);
  return found;
};
/** So many of 100 requests of each slice. */
const failing = (counts: readonly number[]): Tally[] => counts.map((failed) => ({ failed, requests: 100 }));

/** A first-order process of unit steps, with a trend. */
function series(random: ReturnType<typeof seededRandom>, n: number, coefficient: number, slope: number): number[] {
  let value = random.normal() / Math.sqrt(1 - coefficient ** 2);
  return Array.from({ length: n }, (_, i) => {
    const now = 100 + value + slope * i;
    value = coefficient * value + random.normal();
    return now;
  });
}

describe("Sen's slope", () => {
  it.each([
    // SciPy 1.17.1, stats.theilslopes(x, np.arange(len(x)), 0.95). Reach: 1.959964 * sqrt(var(S)), pymannkendall 1.4.3's var_s.
    [rising, 333.6666666666667, 0.21249999999999997, 0.16666666666666666, 0.24285714285714288],
    [tied, 200.66666666666666, 0.3333333333333333, 0.16666666666666666, 0.4444444444444444],
  ])("of %j is SciPy's", (values, variance, value, low, high) => {
    const slope = senSlope(slicesOf(values), 1.959963984540054 * Math.sqrt(variance));
    expect(slope.value).toBeCloseTo(value, 12);
    expect([slope.low, slope.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
  });

  it('has no ends where the reach holds all pairs', () => {
    expect(senSlope(slicesOf([1, 2, 3]), 3)).toEqual({ value: 1, low: -Infinity, high: Infinity });
  });
});

describe('the modified Mann–Kendall test', () => {
  /*
   * S and its variance: pymannkendall 1.4.3, original_test(x).s, .var_s. The rest in NumPy 2.4.6 and SciPy 1.17.1:
   *   y = x - slope * arange(n); y -= y.mean(); r = (y[1:] * y[:-1]).sum() / (y * y).sum()
   *   rho = clip((n * r + 2) / (n - 4), 0, .95); k = arange(1, n)
   *   f = 1 + 2 / (n * (n-1) * (n-2)) * sum((n-k) * (n-k-1) * (n-k-2) * 6 / pi * arcsin(rho**k / 2))
   *   df = max(1, floor(n / f - 2)); p = 2 * stats.t.sf((abs(s) - 1) / sqrt(var_s * f), df)
   */
  it.each([
    [
      rising,
      { s: 75, variance: 333.6666666666667, autocorrelation: 0, inflation: 1, freedom: 12, p: 0.0016070925905535176 },
    ],
    [
      tied,
      { s: 44, variance: 200.66666666666666, autocorrelation: 0, inflation: 1, freedom: 10, p: 0.012558579840736083 },
    ],
    [
      dependent,
      {
        s: 184,
        variance: 1621.3333333333333,
        autocorrelation: 0.5213176447768497,
        inflation: 2.5972832776583035,
        freedom: 7,
        p: 0.02577178802802064,
      },
    ],
  ])('of %j', (values, known) => {
    const test = mannKendall(slicesOf(values));
    for (const [name, value] of Object.entries(known)) expect(test[name as keyof typeof known]).toBeCloseTo(value, 8);
  });
});

describe('drift', () => {
  it('is a slope an hour with its interval, whatever the slices last', () => {
    // Sorted slopes of `dependent`, the interval's ends as in SciPy's theilslopes with t.ppf(.975, 7) * sqrt(var_s * f).
    const byHours = judged(drift(dependent, hour));
    expect(byHours).toMatchObject({ verdict: 'rises', median: 103.55, hours: 24 });
    expect(byHours.perHour).toMatchObject({ n: 24, unit: 'slices', method: 'sen', level: 0.95 });
    expect(byHours.perHour.value).toBeCloseTo(0.37032163742690066, 10);
    expect(byHours.perHour.low).toBeCloseTo(0.13333333333333286, 10);
    expect(byHours.perHour.high).toBeCloseTo(0.5666666666666677, 10);
    expect(byHours.detectable).toBeCloseTo(0.43333333333333485, 10);
    const byMinutes = judged(drift(dependent, hour / 60));
    expect(byMinutes.perHour.value).toBeCloseTo(60 * byHours.perHour.value, 10);
    expect(byMinutes.hours).toBeCloseTo(0.4, 12);
    expect(judged(drift([...dependent].reverse(), hour)).verdict).toBe('falls');
  });

  it('takes a slice without a figure for a gap, not for the next one', () => {
    const even = Array.from({ length: 20 }, (_, i) => i * 2);
    const withGap = even.map((value, i) => (i === 7 ? undefined : value));
    expect(judged(drift(withGap, hour)).perHour.value).toBe(2);
    expect(judged(drift(withGap, hour)).perHour.n).toBe(19);
  });

  it('shows a leak that few slices would hide', () => {
    const random = seededRandom(3);
    const found = judged(drift(series(random, 48, 0.3, 0.1), hour));
    expect(found.verdict).toBe('rises');
    expect(found.perHour.low).toBeGreaterThan(0);
    expect(found.perHour.low).toBeLessThan(0.1);
    expect(found.perHour.high).toBeGreaterThan(0.1);
  });

  it('shows a rise in every slice, however closely they hang together', () => {
    const leak = Array.from({ length: 24 }, (_, i) => 76 + 10 * i + (i > 18 ? 5 : 0));
    const found = judged(drift(leak, hour));
    expect(found).toMatchObject({ verdict: 'rises', by: 'steps', perHour: { method: 't' } });
    // 23 steps: 22 of 10 and one of 15; their mean 235 / 23, its standard error 5 / 23, t.ppf(.975, 22) = 2.073873.
    expect(found.perHour.value).toBeCloseTo(235 / 23, 10);
    expect(found.perHour.high - found.perHour.value).toBeCloseTo((2.0738730679 * 5) / 23, 8);
    expect(judged(drift([...leak].reverse(), hour)).verdict).toBe('falls');
    const bent = Array.from({ length: 12 }, (_, i) => Math.sqrt(i + 1));
    expect(judged(drift(bent, hour)).verdict).toBe('rises');
  });

  it('shows none where nothing moves', () => {
    const flat = judged(drift(new Array<number>(20).fill(7), hour));
    expect(flat).toMatchObject({ verdict: 'no drift shown', perHour: { value: 0, low: 0, high: 0 }, median: 7 });
    expect(flat.detectable).toBeNaN();
    expect(flat.why).toBe('all 20 slices are alike');
  });

  it('shows none in a sawtooth', () => {
    const saw = Array.from({ length: 48 }, (_, i) => 100 + 10 * (i % 8));
    expect(judged(drift(saw, hour)).verdict).toBe('no drift shown');
  });

  it('is shown at the size that it says', () => {
    const random = seededRandom(11);
    const sizes = Array.from({ length: 101 }, () => judged(drift(series(random, 48, 0.3, 0), hour)).detectable);
    const size = sizes.sort((a, b) => a - b)[50] as number;
    const shown = Array.from({ length: 200 }, () => drift(series(random, 48, 0.3, size), hour)).filter(
      (found) => judged(found).verdict === 'rises',
    );
    expect(shown.length).toBeGreaterThan(160);
  });
});

describe('the change of a share', () => {
  it('is where χ² of the shares before and after is largest', () => {
    const found = changePoint(
      slicesOf([1, 2, 1, 3, 2, 1, 2, 9, 8, 9, 7, 9]).map(({ at, value }) => ({ at, sum: value, of: 10 })),
    );
    expect(found).toMatchObject({ from: 7, rises: true });
    expect(found.p).toBeLessThan(0.01);
  });

  it('of one slice at an end has the p of its place: of two in as many orders as there are slices', () => {
    const sums = Array.from({ length: 40 }, (_, i) => (i === 39 ? 5 : 0));
    const { p, autocorrelation } = changePoint(sums.map((sum, at) => ({ at, sum, of: 10 })));
    expect(p).toBeCloseTo(2 / 40, 1);
    expect(p).toBeGreaterThan(1 / 40);
    // Nothing is left about the two levels.
    expect(autocorrelation).toBe(0);
  });

  it('counts a slice by its requests', () => {
    const parts = Array.from({ length: 14 }, (_, at) => ({ at, sum: at < 7 ? 1 : 10, of: at < 7 ? 10 : 100 }));
    expect(changePoint(parts).p).toBe(1);
  });
});

describe('drift of failed requests', () => {
  it('is a collapse in the last fifth of a run, with its place and both levels', () => {
    const found = changed(drift(failing(Array.from({ length: 30 }, (_, i) => (i < 24 ? 0 : 100))), hour));
    expect(found).toMatchObject({ verdict: 'rises', change: { from: 24, before: 0, after: 1 }, hours: 30, median: 0 });
    expect(found.test.adjusted).toBeLessThan(0.001);
    expect(found.why).toContain('largest change among orders of the slices p = ');
  });

  it('falls where only the first slices fail', () => {
    const found = changed(drift(failing([90, 95, 80, 92, 88, ...new Array<number>(20).fill(1)]), hour));
    expect(found).toMatchObject({ verdict: 'falls', change: { from: 5 } });
    expect(found.change.before).toBeCloseTo(0.89, 12);
  });

  it('is a share that rises steadily', () => {
    const random = seededRandom(2);
    const rise = Array.from({ length: 30 }, (_, i) => Math.round(5 + i / 2 + 2 * random.normal()));
    expect(changed(drift(failing(rise.map((one) => Math.max(0, one))), hour)).verdict).toBe('rises');
  });

  it('is none where the engine failed for a while and recovered', () => {
    const outage = Array.from({ length: 30 }, (_, i) => (i > 11 && i < 17 ? 100 : 0));
    expect(changed(drift(failing(outage), hour)).verdict).toBe('no drift shown');
  });

  it('is none where no request fails, or always the same share', () => {
    for (const each of [0, 7, 100])
      expect(changed(drift(failing(new Array<number>(15).fill(each)), hour))).toMatchObject({
        verdict: 'no drift shown',
        why: 'all 15 slices are alike',
      });
  });

  it('leaves out slices in which nothing was due', () => {
    const tallies = failing(Array.from({ length: 20 }, (_, i) => (i < 14 ? 1 : 60)));
    const found = changed(drift(tallies.toSpliced(3, 1, { failed: 0, requests: 0 }), hour));
    expect(found).toMatchObject({ verdict: 'rises', change: { from: 14 } });
    expect(drift(failing([]), hour)).toMatchObject({ state: 'not available' });
  });
});

describe('drift of a latency that in some slices is that of a failed request', () => {
  const finite = (i: number): number => 10 + ((i * 7) % 5);

  it('counts these as slower than every answered one', () => {
    const course = Array.from({ length: 30 }, (_, i) => (i < 22 ? finite(i) : Infinity));
    const found = changed(drift(course, hour));
    expect(found).toMatchObject({ verdict: 'rises', change: { from: 22, before: 12, after: Infinity } });
  });

  it('finds no drift in failures now and then, and none where each slice is one', () => {
    const course = Array.from({ length: 30 }, (_, i) => (i % 6 === 2 ? Infinity : finite(i)));
    expect(changed(drift(course, hour)).verdict).toBe('no drift shown');
    expect(drift(new Array<number>(14).fill(Infinity), hour)).toMatchObject({ why: 'all 14 slices are alike' });
  });
});

describe('drifts of several figures', () => {
  it('are corrected for being several', () => {
    const still = [5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 5, 6, 7, 5];
    const together = drifts({ rate: tied, p50: still, p99: still, memory: still, errors: still }, hour);
    expect(judged(drift(tied, hour)).verdict).toBe('rises');
    expect(judged(together.rate)).toMatchObject({ verdict: 'no drift shown', test: { tests: 5 } });
    // Holm: the smallest of five p, times five.
    expect(judged(together.rate).test.adjusted).toBeCloseTo(5 * 0.012558579840736083, 8);
    expect(judged(together.rate).why).toContain('corrected by Holm for 5 figures');
  });

  it('leave out of the correction what is not available', () => {
    const few = tied.map((value, i) => (i < 3 ? undefined : value));
    const found = drifts({ rate: rising, p99: few }, hour);
    expect(found.p99).toEqual({
      state: 'not available',
      why: 'it takes 12 slices with a figure, there are 9',
    });
    expect(judged(found.rate).test.tests).toBe(1);
  });
});

describe('no drift to be had', () => {
  it.each([
    [[1, 2, 3], 'it takes 12 slices with a figure, there are 3'],
    [[...rising, NaN], 'slice 14 has the figure NaN'],
    [[...rising, -Infinity], 'slice 14 has the figure -Infinity'],
    [[...rising, undefined, undefined], '2 of 16 slices have no figure: make them longer'],
  ])('of %j', (values, why) => {
    expect(drift(values, hour)).toEqual({ state: 'not available', why });
  });
});
