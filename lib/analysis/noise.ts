import type { Finding } from '../results/record';
import { fewestUnits } from './estimate';
import { independentGroups } from './groups';
import { independentValues, type RunValue } from './independent-values';
import { coefficientOfVariation, standardDeviation } from './moments';
import { studentQuantile } from './student';

/** Two settings that are further apart than this ratio should be told apart. */
const enough = 1.25;

/**
 * The smallest ratio at which two settings, each of n runs whose natural logarithms have the standard deviation `spread`, are told
 * apart in 80 % of cases by a two-sided t test at 0.05: exp((t₀.₉₇₅ + t₀.₈) × spread × √(2/n)), with 2n − 2 degrees of freedom.
 * Source: H. S. Bloom, "Minimum detectable effects: a simple way to report the statistical power of experimental designs",
 * Evaluation Review 19(5), 1995.
 */
export function ratioToldApart(spread: number, n: number): number {
  const freedom = 2 * n - 2;
  return Math.exp((studentQuantile(0.975, freedom) + studentQuantile(0.8, freedom)) * spread * Math.sqrt(2 / n));
}

/**
 * Whether the repetitions of a setting, which are A/A runs of each other, agree so well that another setting could be told from
 * it. `runs` are what a comparison would be of, e.g. rates, and `figure` their name. The finding is of all runs together, and
 * stands once for each; none below 5 runs, of which no spread can be told, or where a run has no positive value.
 *
 * It assumes that the logarithms vary alike in both settings and that the values do not depend on each other: of 5 index builds or
 * more those are the medians of builds, as everywhere; of fewer it speaks of runs on these builds, and another build may
 * differ by more. The lab says a difference only where intervals are apart as well, which takes more: the ratio is the least.
 */
export function noise(runs: readonly RunValue[], figure: string): Finding[] {
  const values = independentValues(runs);
  if (values.length < fewestUnits || !runs.every(({ value }) => value > 0 && Number.isFinite(value))) return [];
  const ratio = ratioToldApart(standardDeviation(values.map(Math.log)), values.length);
  const cv = coefficientOfVariation(values);
  const ofBuilds = independentGroups(runs.map(({ build }) => build)).some((group) => group.length > 1);
  const seen =
    `the ${figure} of the ${values.length} ${ofBuilds ? 'index builds' : 'runs'} of this setting differs by cv ${(100 * cv).toFixed(1)} %: ` +
    `a difference below × ${ratio.toFixed(2)} would not be shown`;
  const quiet = ratio <= enough;
  const finding: Finding = {
    check: 'noise',
    verdict: quiet ? 'pass' : 'warn',
    numbers: { runs: runs.length, values: values.length, cv, ratioToldApart: ratio },
    advice: quiet ? seen : `${seen}; measure more repetitions, or on a quieter machine`,
  };
  return runs.map(() => finding);
}
