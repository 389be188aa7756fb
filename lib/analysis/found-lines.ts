import { canonicalJson } from '../base/canonical-json';
import { groupBy } from './by-setting';
import { isSetting, type Outcome, type Setting } from './summarise-all';
import type { FoundCheck } from './summary';

/** A check that did not pass, over the settings of one line, which differ in ef alone. */
export interface FoundLine {
  readonly setting: Setting;
  /** ef of the settings where it stood, as far as they have one. */
  readonly efs: readonly number[];
  /** Verdict, numbers and advice of the first of them. */
  readonly finding: FoundCheck;
  /** Runs with the verdict, of all that made the check. */
  readonly runs: number;
  readonly of: number;
}

/** What the validity checks of every workload found. */
export interface Found {
  /** Checks made, each over all runs of a setting, and those of them that passed. */
  readonly made: number;
  readonly passed: number;
  /** The others, failed ones first. */
  readonly lines: readonly FoundLine[];
}

export const efOfSetting = (setting: Setting): number | undefined => ('ef' in setting ? setting.ef : undefined);

/** Puts the findings of all settings together, each check and verdict once a line. */
export function foundLines(outcomes: readonly Outcome[]): Found {
  const all = outcomes
    .filter(isSetting)
    .flatMap((setting) => setting.findings.map((finding) => ({ setting, finding })));
  const bad = all.filter(({ finding }) => finding.verdict !== 'pass');
  const lines = groupBy(bad, ({ setting, finding: { check, verdict } }) =>
    canonicalJson([check, verdict, setting.dataset.digest, setting.engine, setting.build, setting.workload]),
  ).map((same): FoundLine => {
    const sum = (of: 'runs' | 'of'): number => same.reduce((total, { finding }) => total + finding[of], 0);
    const efs = same.flatMap(({ setting }) => efOfSetting(setting) ?? []);
    return { ...same[0], efs, runs: sum('runs'), of: sum('of') };
  });
  const failed = lines.filter(({ finding }) => finding.verdict === 'fail');
  return {
    made: all.length,
    passed: all.length - bad.length,
    lines: [...failed, ...lines.filter((line) => !failed.includes(line))],
  };
}
