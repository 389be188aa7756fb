import { contentId } from '../base/canonical-json';
import type { Cell } from '../results/cell';
import type { Record as LabRecord } from '../results/record';
import type { StoredRun } from '../results/run-store';
import { adjustTests, type AdjustedTest, type Pair } from './adjust-tests';
import { compare, type Comparison } from './compare';
import { type ComparedFigures, type FiguresToCompare, figuresToCompare } from './compare-figures';
import type { Detectable } from './detectable';
import { detectableBetween } from './detectable-between';
import { apart } from './estimate';
import { isMeasured, isMissing } from './panels';
import { rates } from './rates';
import { differencesOf, headOf, type RunDifference, type RunHead } from './run-differences';
import { type SettingHead, type SettingRuns, settingRuns } from './setting-runs';
import { summarise } from './summarise';
import { allOutcomes, summariseAll } from './summarise-all';
import type { MeasuredSummary, MissingSummary } from './summary';

/** One setting that both runs measured. */
export interface ComparedSetting {
  readonly a: MeasuredSummary;
  readonly b: MeasuredSummary;
  /** Which run is faster, said only where intervals and corrected test agree. */
  readonly faster: 'A' | 'B' | 'no difference shown';
  /** Of the rate of B (first) with that of A: its ratio is B over A. */
  readonly comparison: Comparison;
  /** The intervals of recall are apart: the rates are not of equal answers. */
  readonly recallDiffers: boolean;
  /** What ratio these runs would show; from the A/A runs of either, and only where no difference is shown. */
  readonly detectable?: Detectable;
}

/** A setting that one run measured and the other did not. */
export interface OneSided<S = MeasuredSummary> {
  readonly setting: S;
  /** What the other run has of it: the state and reason of a cell that was not measured, or `no such setting`. */
  readonly why: string;
}

/** Why a setting is of one run only, where the other was not asked for it. */
export const noSuchSetting = 'no such setting';

/** Two runs side by side. */
export interface RunComparison {
  readonly a: RunHead;
  readonly b: RunHead;
  /** What else differs between the runs, and so may be behind a difference of rates. */
  readonly differences: readonly RunDifference[];
  /** Closed loops of searches, by their rates. */
  readonly compared: readonly ComparedSetting[];
  /** The same by latency and failures, figure by figure. */
  readonly figures: readonly ComparedFigures[];
  readonly onlyA: readonly OneSided[];
  readonly onlyB: readonly OneSided[];
  /** The same of every other workload, figure by figure. */
  readonly others: {
    readonly compared: readonly ComparedFigures[];
    readonly onlyA: readonly OneSided<SettingHead>[];
    readonly onlyB: readonly OneSided<SettingHead>[];
  };
  /** What was asked for in either run and measured in none. */
  readonly neither: readonly MissingSummary[];
}

/** A cell's content address without what tells repetitions apart: what two runs must share to be compared. */
const settingId = ({ dataset, engine, build, search, workload }: Cell): string =>
  contentId({ dataset: [dataset.digest || dataset.name, dataset.n], engine, build, search, workload });

/**
 * Compares two runs setting by setting, whatever their machines, versions and commits: these are told, not hidden. The tests
 * are corrected for all comparisons of all workloads together. Runs are not interleaved with each other as settings of one run
 * are: what changed between their times is part of the difference.
 */
export function compareRuns(a: StoredRun, b: StoredRun): RunComparison {
  const [first, second] = [searchesOf(a.records), searchesOf(b.records)];
  const [firstOthers, secondOthers] = [runsOf(a.records, 'other workloads'), runsOf(b.records, 'other workloads')];
  const [firstClosed, secondClosed] = [runsOf(a.records, 'closed loops'), runsOf(b.records, 'closed loops')];
  const both = inBoth(first, second);
  const others = inBoth(firstOthers, secondOthers).map(([one, other]) => figuresToCompare(one, other));
  const figures = inBoth(firstClosed, secondClosed).map(([one, other]) => figuresToCompare(one, other));
  const searchPairs = both.map(([one, other]): Pair => [rates(other), rates(one)]);
  const tests = adjustTests([...searchPairs, ...[...figures, ...others].flatMap(({ pairs }) => pairs)]);
  let next = searchPairs.length;
  const tested = ({ pairs, compared }: FiguresToCompare) => compared(tests.slice(next, (next += pairs.length)));
  const measured = new Set([...first, ...second, ...firstOthers, ...secondOthers].map(({ id }) => id));
  const lost = [...a.records, ...b.records].filter(({ cell }) => !measured.has(settingId(cell)));
  const headsOf = (settings: readonly Identified<SettingRuns>[]) => settings.map(({ id, of }) => ({ id, of: of.head }));
  return {
    a: headOf(a),
    b: headOf(b),
    differences: differencesOf(a, b),
    compared: both.map(([one, other], i) => comparedSetting(one, other, tests[i])),
    figures: figures.map(tested),
    onlyA: oneSided(first, second, b.records),
    onlyB: oneSided(second, first, a.records),
    others: {
      compared: others.map(tested),
      onlyA: oneSided(headsOf(firstOthers), headsOf(secondOthers), b.records),
      onlyB: oneSided(headsOf(secondOthers), headsOf(firstOthers), a.records),
    },
    neither: allOutcomes(summariseAll(lost)).filter(isMissing),
  };
}

interface Identified<S> {
  readonly id: string;
  readonly of: S;
}

function searchesOf(records: readonly LabRecord[]): Identified<MeasuredSummary>[] {
  const idOf = new Map(records.map(({ cellId, cell }) => [cellId, settingId(cell)]));
  return summarise(records)
    .filter(isMeasured)
    .map((of) => ({ id: idOf.get(of.runs[0]?.cellId ?? '') ?? '', of }));
}

const runsOf = (records: readonly LabRecord[], of: Parameters<typeof settingRuns>[1]): Identified<SettingRuns>[] =>
  settingRuns(records, of).map((one) => ({ id: settingId(one.records[0].cell), of: one }));

const inBoth = <S>(first: readonly Identified<S>[], second: readonly Identified<S>[]): (readonly [S, S])[] =>
  first.flatMap((one) => second.filter(({ id }) => id === one.id).map((other) => [one.of, other.of] as const));

function oneSided<S>(
  here: readonly Identified<S>[],
  there: readonly Identified<S>[],
  records: readonly LabRecord[],
): OneSided<S>[] {
  const shared = new Set(there.map(({ id }) => id));
  return here
    .filter(({ id }) => !shared.has(id))
    .map(({ id, of }) => {
      const lost = records.find((record) => record.state !== 'ok' && settingId(record.cell) === id);
      return { setting: of, why: lost && lost.state !== 'ok' ? `${lost.state}: ${lost.why}` : noSuchSetting };
    });
}

function comparedSetting(a: MeasuredSummary, b: MeasuredSummary, test?: AdjustedTest): ComparedSetting {
  const comparison = compare(rates(b), rates(a), test);
  const faster = comparison.larger === 'first' ? 'B' : comparison.larger === 'second' ? 'A' : comparison.larger;
  const recallDiffers = a.recall !== undefined && b.recall !== undefined && apart(a.recall, b.recall);
  const shown = faster !== 'no difference shown';
  return {
    ...{ a, b, faster, comparison, recallDiffers },
    ...(shown ? {} : { detectable: detectableBetween(a, b, comparison.test.comparisons) }),
  };
}
