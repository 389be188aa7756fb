import { pOf, ranksSuffice, significance } from './adjust-tests';
import { drawAA } from './draw-a-a';
import { fewestUnits } from './estimate';
import { independentGroups } from './groups';
import { independentValues, type RunValue } from './independent-values';
import { medianOver } from './over-runs';
import { runsOfSetting, thereAre } from './plural';
import { resampleGroups, type Resample } from './resample';

/** The smallest ratio of rates that a comparison would show, or why it cannot be said. */
export type Detectable =
  | {
      readonly state: 'known';
      /** At this ratio, or more, a difference is shown in `power` of all cases. */
      readonly ratio: number;
      readonly power: 0.8;
      /** Largest corrected two-sided p at which it is said. */
      readonly level: 0.05;
      /** Runs of each of the two settings, and index builds among them. */
      readonly runs: number;
      readonly builds: number;
      /** Comparisons that stand together with it. */
      readonly comparisons: number;
      /** A/A runs from which both settings were drawn, and how often. */
      readonly from: { readonly runs: number; readonly builds: number };
      readonly simulations: number;
    }
  | { readonly state: 'not available'; readonly why: string };

export interface DetectableOptions {
  /** Runs of each setting and index builds among them; if not given, half of the A/A runs and builds. */
  readonly runs?: number;
  readonly builds?: number;
  /** Comparisons that stand together; 1 if not given. */
  readonly comparisons?: number;
  readonly simulations?: number;
  readonly seed?: number;
}

/**
 * The minimum detectable effect, from A/A runs: runs of one engine and setting, which differ by noise alone. They are put
 * into two groups again and again ({@link drawAA}), one is made faster until `compare` would show it, and the ratio is given
 * that suffices in 80 % of the draws. It stands for noise like that of the A/A runs.
 */
export function detectable(aa: readonly RunValue[], options: DetectableOptions = {}): Detectable {
  const { comparisons = 1, simulations = 400, seed = 1 } = options;
  const from = { runs: aa.length, builds: new Set(aa.map(({ build }) => build)).size };
  const { runs = from.runs >> 1, builds = Math.max(1, Math.min(runs, from.builds >> 1)) } = options;
  const why = lacking(from, runs, builds) ?? withoutRatio(aa);
  if (why !== undefined) return { state: 'not available', why };
  const draw = drawAA(aa, { runs, builds }, seed);
  // Every draw has the same shape: one set of resamples serves them all.
  const [group] = draw();
  const resamples = resampleGroups(independentGroups(group.map(({ build }) => build)), 999, seed);
  const ratios = Array.from({ length: simulations }, () => shownFrom(...draw(), { comparisons, resamples }));
  const ratio = ratios.sort((a, b) => a - b)[Math.ceil(0.8 * simulations) - 1] ?? NaN;
  return { state: 'known', ratio, power: 0.8, level: significance, runs, builds, comparisons, from, simulations };
}

function lacking(from: { runs: number; builds: number }, runs: number, builds: number): string | undefined {
  const fewest = 2 * fewestUnits;
  if (runs < fewestUnits) return `${runsOfSetting(runs, 'show')} no difference; it takes ${fewestUnits}`;
  if (from.runs < fewest) return `it takes ${fewest} runs of one setting (A/A), ${thereAre(from.runs)}`;
  if (builds >= fewestUnits && from.builds < fewest)
    return `it takes A/A runs of ${fewest} index builds, ${thereAre(from.builds)}`;
  if (builds < fewestUnits && from.runs - from.builds < fewest - 1)
    return `it takes more A/A runs of one index build, there are ${from.runs} of ${from.builds}`;
  return undefined;
}

/** Where a run answered nothing, nothing makes its rate larger. */
const withoutRatio = (aa: readonly RunValue[]): string | undefined =>
  aa.every(({ value }) => value > 0 && value < Infinity)
    ? undefined
    : 'a run of them is 0 or without end, which has no ratio';

interface Rule {
  readonly comparisons: number;
  readonly resamples: readonly Resample[];
}

/** The smallest factor on the rates of `a` at which it is shown to be the larger: intervals apart, and the test. */
function shownFrom(a: readonly RunValue[], b: readonly RunValue[], { comparisons, resamples }: Rule): number {
  const apartFrom = interval(b, resamples).high / interval(a, resamples).low;
  const [x, y] = [independentValues(a), independentValues(b)];
  const byRanks = ranksSuffice(x.length, y.length, comparisons);
  const shown = (factor: number): boolean => {
    const p = pOf(
      x.map((value) => value * factor),
      y,
      byRanks,
    );
    return p * comparisons < significance;
  };
  if (shown(apartFrom)) return apartFrom;
  let [low, high] = [apartFrom, apartFrom * 2];
  while (!shown(high) && high < 1e6) [low, high] = [high, high * 2];
  while (high / low > 1.0001) {
    const middle = Math.sqrt(low * high);
    if (shown(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const interval = (runs: readonly RunValue[], resamples: readonly Resample[]): { low: number; high: number } =>
  medianOver(
    runs.map(({ value }) => value),
    runs.map(({ build }) => build),
    { resamples },
  );
