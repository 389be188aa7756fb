import { contentId } from '../base/canonical-json';
import type { Cell } from '../results/cell';
import type { Record as LabRecord } from '../results/record';
import type { StoredRun } from '../results/run-store';
import { adjustTests, type AdjustedTest, type Pair } from './adjust-tests';
import { compare, type Comparison } from './compare';
import type { Detectable } from './detectable';
import { detectableBetween } from './detectable-between';
import { apart } from './estimate';
import { isMeasured, isMissing } from './panels';
import { rates } from './rates';
import { differencesOf, headOf, type RunDifference, type RunHead } from './run-differences';
import { summarise } from './summarise';
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
export interface OneSided {
  readonly setting: MeasuredSummary;
  /** What the other run has of it: the state and reason of a cell that was not measured, or `no such setting`. */
  readonly why: string;
}

/** Two runs side by side. */
export interface RunComparison {
  readonly a: RunHead;
  readonly b: RunHead;
  /** What else differs between the runs, and so may be behind a difference of rates. */
  readonly differences: readonly RunDifference[];
  readonly compared: readonly ComparedSetting[];
  readonly onlyA: readonly OneSided[];
  readonly onlyB: readonly OneSided[];
  /** What was asked for in either run and measured in none. */
  readonly neither: readonly MissingSummary[];
}

/** A cell's content address without what tells repetitions apart: what two runs must share to be compared. */
const settingId = ({ dataset, engine, build, search, workload }: Cell): string =>
  contentId({ dataset: [dataset.digest || dataset.name, dataset.n], engine, build, search, workload });

/**
 * Compares two runs setting by setting, whatever their machines, versions and commits: these are told, not hidden. The tests
 * are corrected for the number of settings. Runs are not interleaved with each other as settings of one run are: what changed
 * between their times is part of the difference.
 */
export function compareRuns(a: StoredRun, b: StoredRun): RunComparison {
  const [first, second] = [settingsOf(a.records), settingsOf(b.records)];
  const both = first.flatMap((one) => second.filter(({ id }) => id === one.id).map((other) => [one, other] as const));
  const tests = adjustTests(both.map(([one, other]): Pair => [rates(other.summary), rates(one.summary)]));
  const measured = new Set([...first, ...second].map(({ id }) => id));
  const lost = [...a.records, ...b.records].filter(({ cell }) => !measured.has(settingId(cell)));
  return {
    a: headOf(a),
    b: headOf(b),
    differences: differencesOf(a, b),
    compared: both.map(([one, other], i) => comparedSetting(one.summary, other.summary, tests[i])),
    onlyA: oneSided(first, second, b.records),
    onlyB: oneSided(second, first, a.records),
    neither: summarise(lost).filter(isMissing),
  };
}

interface Setting {
  readonly id: string;
  readonly summary: MeasuredSummary;
}

function settingsOf(records: readonly LabRecord[]): Setting[] {
  const idOf = new Map(records.map(({ cellId, cell }) => [cellId, settingId(cell)]));
  return summarise(records)
    .filter(isMeasured)
    .map((summary) => ({ id: idOf.get(summary.runs[0]?.cellId ?? '') ?? '', summary }));
}

function oneSided(here: readonly Setting[], there: readonly Setting[], records: readonly LabRecord[]): OneSided[] {
  const shared = new Set(there.map(({ id }) => id));
  return here
    .filter(({ id }) => !shared.has(id))
    .map(({ id, summary }) => {
      const lost = records.find((record) => record.state !== 'ok' && settingId(record.cell) === id);
      return { setting: summary, why: lost && lost.state !== 'ok' ? `${lost.state}: ${lost.why}` : 'no such setting' };
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
