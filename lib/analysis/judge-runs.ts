import type { StoredRun } from '../results/run-store';
import { judgeScenario, type ScenarioVerdict } from './judge-scenario';

/** A run whose sweep asks for something, and how each of its engines does at each load. */
export interface JudgedRun {
  readonly manifest: StoredRun['manifest'];
  readonly verdicts: readonly ScenarioVerdict[];
}

/** Holds the records of each run against the objectives of its sweep; nothing of a sweep without objectives. */
export const judgeRuns = (runs: readonly StoredRun[]): JudgedRun[] =>
  runs.flatMap(({ manifest, records }) => {
    const { objectives } = manifest.sweep;
    return objectives ? [{ manifest, verdicts: judgeScenario(objectives, records) }] : [];
  });
