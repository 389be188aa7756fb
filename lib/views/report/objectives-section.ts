import { judgeRuns } from '../../analysis/judge-runs';
import type { StoredRun } from '../../results/run-store';
import { objectivesTable } from '../tables/objectives-table';
import { section } from './section';

/** What each run's sweep asks for, and whether its engines do it; nothing where no sweep states objectives. */
export function objectivesSections(runs: readonly StoredRun[]): string[] {
  return judgeRuns(runs).map(({ manifest: { run, sweep }, verdicts }) => {
    const title = sweep.scenario === undefined ? 'Objectives' : `Scenario ${sweep.scenario}: what was asked for`;
    return section(`objectives-${run}`, title, objectivesTable(verdicts).html());
  });
}
