import { describe, expect, it } from 'vitest';
import { type Course, drift, drifts } from 'vexlab/dist/analysis/drift';
import { seededRandom } from 'vexlab/dist/datasets/random';

type Random = ReturnType<typeof seededRandom>;

/** Slices of a figure that goes nowhere, of unit variance; at coefficient 1 the sum of its steps, which wanders. */
function wandering(random: Random, n: number, coefficient: number): number[] {
  let value = coefficient < 1 ? random.normal() : 0;
  const step = coefficient < 1 ? Math.sqrt(1 - coefficient ** 2) : 1;
  return Array.from({ length: n }, () => {
    const now = value;
    value = coefficient * value + step * random.normal();
    return now;
  });
}

const latencies = (random: Random, n: number, coefficient: number): Course =>
  wandering(random, n, coefficient).map((value) => 100 + value);

/** Its largest seventh stands for slices whose percentile is that of a failed request. */
function failingLatencies(random: Random, n: number, coefficient: number): Course {
  const values = wandering(random, n, coefficient);
  const limit = [...values].sort((a, b) => b - a)[Math.floor(n / 7)] as number;
  return values.map((value) => (value > limit ? Infinity : 100 + value));
}

/** Of 100 requests a slice each fails with a chance whose logit goes nowhere about 5 %. */
const errors = (random: Random, n: number, coefficient: number): Course =>
  wandering(random, n, coefficient).map((value) => {
    const chance = 1 / (1 + Math.exp(3 - 0.7 * value));
    return {
      failed: Array.from({ length: 100 }, () => random.next()).filter((one) => one < chance).length,
      requests: 100,
    };
  });

const runs = 200;

function shown(make: (random: Random, n: number, coefficient: number) => Course, coefficient: number): number {
  const random = seededRandom(17 + 10 * coefficient);
  const found = Array.from({ length: runs }, () => drift(make(random, 30, coefficient), 60_000));
  return found.filter((one) => one.state === 'judged' && one.verdict !== 'no drift shown').length / runs;
}

/** Three deviations of a share counted in so many runs. */
const chance = (share: number): number => 3 * Math.sqrt((share * (1 - share)) / runs);

describe('a drift where there is none, of 30 slices, by itself', () => {
  it.each([
    ['latencies', 0, 0.05, latencies],
    ['latencies', 0.3, 0.05, latencies],
    ['latencies', 0.6, 0.07, latencies],
    ['latencies of which some are of failed requests', 0, 0.05, failingLatencies],
    ['latencies of which some are of failed requests', 0.6, 0.12, failingLatencies],
    ['errors', 0, 0.05, errors],
    ['errors', 0.3, 0.07, errors],
    ['errors', 0.6, 0.12, errors],
  ] as const)(
    'is shown of %s, with autocorrelation %d, in a share of about %d or less',
    (_, coefficient, share, make) => {
      expect(shown(make, coefficient)).toBeLessThan(share + chance(share));
    },
  );

  it('is shown more often in random walks, as the legend says', () => {
    // About 17 % of latencies and 22 % of errors.
    expect(shown(latencies, 1)).toBeGreaterThan(0.05);
    expect(shown(latencies, 1)).toBeLessThan(0.17 + chance(0.17));
    expect(shown(errors, 1)).toBeGreaterThan(0.15);
    expect(shown(errors, 1)).toBeLessThan(0.3 + chance(0.3));
  });
});

describe('a drift where there is none, of 16 slices, of three figures together', () => {
  it.each([
    [0, 0.012],
    [0.3, 0.05],
    [0.6, 0.08],
  ])('is shown of any, with autocorrelation %d, in a share of about %d or less', (coefficient, share) => {
    const random = seededRandom(41);
    const course = (): Course => latencies(random, 16, coefficient);
    const runsOfThree = Array.from({ length: runs }, () =>
      Object.values(drifts({ p50: course(), rate: course(), memory: course() }, 60_000)),
    );
    const shownAny = runsOfThree.filter((all) =>
      all.some((one) => one.state === 'judged' && one.verdict !== 'no drift shown'),
    );
    expect(shownAny.length / runs).toBeLessThan(share + chance(share));
  });
});
