import { describe, expect, it } from 'vitest';
import { degradation } from 'vexlab/dist/analysis/degradation';
import { fitPowerLaw, type PowerLaw } from 'vexlab/dist/analysis/fit-power-law';
import { type ScalePoint, singlePoints } from 'vexlab/dist/analysis/scale-point';

const point = (x: number, values: readonly number[], builds?: readonly string[]): ScalePoint => ({
  x,
  runs: values.map((value, i) => ({ value, build: builds?.[i] ?? `${x} ${i}` })),
});
const fitted = (law: PowerLaw) => {
  if (law.state !== 'fitted') throw new Error(law.why);
  return law;
};

const three = [
  point(1, [10.1, 9.8, 10.4, 10.0, 11.9]),
  point(2, [21.3, 20.2, 19.7, 22.0, 20.9]),
  point(4, [40.2, 44.1, 41.0, 39.5, 43.2]),
];

describe('a power law through single points', () => {
  const times = singlePoints([
    [1000, 3.1],
    [10_000, 39.5],
    [100_000, 430],
    [1_000_000, 5170],
  ]);

  it("is SciPy's line through the logarithms", () => {
    // SciPy 1.17.1: r = stats.linregress(np.log(n), np.log(ms)); h = stats.t.ppf(.975, 2) * r.stderr
    // r.slope, r.slope - h, r.slope + h, np.exp(r.intercept), r.rvalue**2, np.log(ms) - r.intercept - r.slope * np.log(n)
    const law = fitted(fitPowerLaw(times));
    expect(law.exponent).toMatchObject({ n: 4, unit: 'points', method: 't', level: 0.95 });
    expect(law.exponent.value).toBeCloseTo(1.0703257907732138, 10);
    expect(law.exponent.low).toBeCloseTo(1.0323086217225914, 8);
    expect(law.exponent.high).toBeCloseTo(1.1083429598238361, 8);
    expect(law.factor).toBeCloseTo(0.0019600330232797483, 12);
    expect(law.rSquared).toBeCloseTo(0.9998637219898984, 10);
    [-0.027352562683765846, 0.05302978725074148, -0.024001886450189858, -0.0016753381167884385].forEach((residual, i) =>
      expect(law.points[i]?.residual).toBeCloseTo(residual, 10),
    );
    expect(law.points[1]?.fitted).toBeCloseTo(39.5 * Math.exp(-0.05302978725074148), 8);
    expect(law.points[0]).not.toHaveProperty('off');
  });

  it('finds an exact law, in whatever order', () => {
    const law = fitted(fitPowerLaw(singlePoints([9, 1, 4].map((x) => [x, 2 * x ** 1.5]))));
    expect(law.exponent.value).toBeCloseTo(1.5, 12);
    expect(law.factor).toBeCloseTo(2, 12);
    expect(law.rSquared).toBeCloseTo(1, 12);
  });

  it('explains nothing where nothing varies', () => {
    const law = fitted(fitPowerLaw(singlePoints([1, 2, 3].map((x) => [x, 5]))));
    expect(law.exponent.value).toBe(0);
    expect(law.rSquared).toBeNaN();
  });
});

describe('a power law through points of several runs', () => {
  it("has the exponent of the medians and SciPy's interval", () => {
    // SciPy 1.17.1; lx = np.log([1, 2, 4]); slope(*y) = least squares of np.log of the three medians on lx:
    // stats.bootstrap(runs, slope, n_resamples=999999, method='BCa', rng=np.random.default_rng(7))
    const { exponent } = fitted(fitPowerLaw(three));
    expect(exponent).toMatchObject({ n: 15, unit: 'runs', method: 'bca' });
    expect(exponent.value).toBeCloseTo(1.0106343083768259, 10);
    expect(Math.abs(exponent.low - 0.8923311680987516)).toBeLessThan(0.01);
    expect(Math.abs(exponent.high - 1.0700888290241302)).toBeLessThan(0.01);
    expect(fitted(fitPowerLaw(three)).exponent).toEqual(exponent);
  });

  it('tells which points a bend leaves off the curve', () => {
    const bent = [1, 2, 4, 8].map((x) =>
      point(
        x,
        [0.99, 1, 1.01, 1.005, 0.995].map((noise) => (100 + x ** 3) * noise),
      ),
    );
    const { points, rSquared } = fitted(fitPowerLaw(bent));
    expect(points.map(({ off }) => off)).toEqual([true, true, true, true]);
    expect(points.map(({ residual }) => Math.sign(residual))).toEqual([1, -1, -1, 1]);
    expect(rSquared).toBeLessThan(0.9);
    expect(fitted(fitPowerLaw(three)).points.map(({ off }) => off)).toEqual([false, false, false]);
  });

  it('takes runs of one build together', () => {
    const builds = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'e'];
    const heights = [10, 10, 11, 11, 9, 9, 13, 13, 10.5, 10.5];
    const of = (named?: readonly string[]) =>
      [1, 2, 4].map((x) =>
        point(
          x,
          heights.map((y) => y * x),
          named,
        ),
      );
    const [shared, pooled] = [fitted(fitPowerLaw(of(builds))).exponent, fitted(fitPowerLaw(of())).exponent];
    expect(shared.high - shared.low).toBeGreaterThan(pooled.high - pooled.low);
  });

  it('goes over points where one has too few runs', () => {
    const law = fitted(fitPowerLaw([...three, point(8, [80, 82])]));
    expect(law.exponent).toMatchObject({ n: 4, unit: 'points', method: 't' });
    expect(law.why).toContain('a point has fewer than 5 runs');
  });
});

describe('no power law', () => {
  it.each([
    [
      [
        [1, 2],
        [2, 3],
      ],
      'a curve takes 3 different x, there are 2',
    ],
    [
      [
        [1, 2],
        [2, 3],
        [2, 4],
      ],
      'a curve takes 3 different x, there are 2',
    ],
    [
      [
        [1, 2],
        [2, 0],
        [3, 4],
      ],
      'a power law takes positive numbers, at x = 2 there is 0',
    ],
    [
      [
        [-1, 2],
        [2, 1],
        [3, 4],
      ],
      'a power law takes positive numbers, at x = -1 there is 2',
    ],
    [
      [
        [1, 2],
        [2, NaN],
        [3, 4],
      ],
      'a power law takes positive numbers, at x = 2 there is NaN',
    ],
  ] as const)('of %j', (pairs, why) => {
    expect(fitPowerLaw(singlePoints(pairs))).toEqual({ state: 'not available', why });
  });

  it('of a point without a run', () => {
    const why = 'a power law takes positive numbers, at x = 8 there is no value';
    expect(fitPowerLaw([...three, point(8, [])])).toEqual({ state: 'not available', why });
  });
});

describe('degradation against the smallest scale', () => {
  it('is the ratio of medians, its interval over every resample of both', () => {
    // NumPy 2.4.6: meds(v) = the median of each of the 5^5 resamples of v (itertools.product)
    // np.quantile((meds(c)[:, None] / meds(a)[None, :]).ravel(), [.025, .975])
    const found = degradation([...three].reverse());
    if (found.state !== 'known') throw new Error(found.why);
    expect(found.smallest).toBe(1);
    expect(found.steps.map(({ x, scale }) => [x, scale])).toEqual([
      [2, 2],
      [4, 4],
    ]);
    expect(found.steps[0]?.ratio.value).toBeCloseTo(2.0693069306930694, 12);
    expect(found.steps[0]?.ratio.low).toBeCloseTo(1.75630252, 7);
    expect(found.steps[0]?.ratio.high).toBeCloseTo(2.17821782, 7);
  });

  it('has no interval below 5 runs', () => {
    expect(
      degradation(
        singlePoints([
          [1, 10],
          [10, 15],
        ]),
      ),
    ).toMatchObject({
      steps: [{ x: 10, ratio: { value: 1.5, method: 'none' } }],
    });
  });

  it.each([
    [[], 'it takes two scales, there is none'],
    [[point(3, [1])], 'it takes two scales, there is only 3'],
    [[point(3, [0]), point(4, [1])], 'the figure at the smallest scale 3 is 0'],
    [[point(3, [1]), point(3, [2])], 'the scale 3 is given twice: put its runs together'],
    [[point(3, [1]), point(4, [])], 'the scale 4 has no run'],
  ])('%j: not available', (points, why) => {
    expect(degradation(points)).toEqual({ state: 'not available', why });
  });
});
