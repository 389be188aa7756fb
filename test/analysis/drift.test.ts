import { describe, expect, it } from 'vitest';
import { drift, drifts } from 'vexlab/dist/analysis/drift';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { dependent, hour, judged, rising, tied } from './drift-courses';

/** A first-order process of unit steps, with a trend. */
function series(random: ReturnType<typeof seededRandom>, n: number, coefficient: number, slope: number): number[] {
  let value = random.normal() / Math.sqrt(1 - coefficient ** 2);
  return Array.from({ length: n }, (_, i) => {
    const now = 100 + value + slope * i;
    value = coefficient * value + random.normal();
    return now;
  });
}

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

  it('shows a rise in steps of a whole unit, of which many slices are alike, among figures that do not move', () => {
    // Of so many ties no rise at all would be shown by ranks of four figures.
    const memory = [
      ...[101, 103, 105, 106, 106, 108, 108, 110, 112, 114, 114, 116],
      ...[116, 118, 120, 122, 124, 125, 127, 127, 127, 129, 129],
    ];
    const still = memory.map((_, i) => 5 + ((i * 7) % 11));
    const found = drifts({ memory, p50: still, p99: still, rate: still }, hour).memory;
    expect(judged(found)).toMatchObject({ verdict: 'rises', by: 'steps' });
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

  it('show a rise far above what the slices vary by, however these hang together by chance', () => {
    // Of 16 slices whose remainders correlate by 0.5, ranks show a rise in every one, but not once corrected for three figures.
    const random = seededRandom(5);
    const unmoved = (): number[] => Array.from({ length: 16 }, () => 100 + random.normal());
    const found = Array.from({ length: 400 }, () => {
      const p50 = Array.from({ length: 16 }, (_, i) => 20 + 25 * i + random.normal());
      return judged(drifts({ p50, rate: unmoved(), memory: unmoved() }, hour).p50);
    });
    expect(found.filter(({ verdict }) => verdict !== 'rises')).toEqual([]);
    expect(new Set(found.map(({ by }) => by))).toEqual(new Set(['ranks', 'steps']));
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
