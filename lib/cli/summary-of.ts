import type { JudgedRun } from '../analysis/judge-runs';
import type { Outcomes } from '../analysis/summarise-all';
import type { StoredRun } from '../results/run-store';

/** What the text of a summary was made from. */
export interface SummarySource {
  readonly outcomes: Outcomes;
  readonly judged: readonly JudgedRun[];
}

/**
 * The terminal summary of runs (at most 100 columns) and what it was made from. What a check found and what was not
 * measured, of whatever workload, stands below the tables with its whole reason, which a row has no room for.
 */
export async function summaryOf(runs: readonly StoredRun[]): Promise<SummarySource & { text: string }> {
  const { allOutcomes, summariseAll } = await import('../analysis/summarise-all.js');
  const { judgeRuns } = await import('../analysis/judge-runs.js');
  const { foundLines } = await import('../analysis/found-lines.js');
  const { missingOnce } = await import('../analysis/missing-once.js');
  const { checksText } = await import('../views/checks-text.js');
  const { foldText } = await import('../views/fold-text.js');
  const { lostLines } = await import('../views/lost-lines.js');
  const { outcomesText } = await import('../views/outcomes-text.js');
  const { missingLine } = await import('../views/missing-line.js');
  const outcomes = summariseAll(runs.flatMap(({ records }) => records));
  const judged = judgeRuns(runs);
  const all = allOutcomes(outcomes);
  const found = foundLines(all);
  const reasons = [...missingOnce(all).map(missingLine), ...lostLines(all), ...runs.flatMap(damageLine)];
  const parts = [
    ...outcomesText(outcomes),
    ...(await objectivesOf(judged)),
    ...(found.made > 0 ? [checksText(found)] : []),
    ...(reasons.length > 0 ? [reasons.map((line) => foldText(line, 100, '  ')).join('\n')] : []),
  ];
  return { text: parts.join('\n\n'), outcomes, judged };
}

/** What each run's sweep asks for, and whether its engines do it. */
async function objectivesOf(judged: readonly JudgedRun[]): Promise<string[]> {
  const { objectivesTable } = await import('../views/tables/objectives-table.js');
  const { objectiveLines } = await import('../views/objective-lines.js');
  const { foldText } = await import('../views/fold-text.js');
  return judged.map(({ manifest: { sweep }, verdicts }) => {
    const title = sweep.scenario === undefined ? 'Objectives' : `Objectives of the scenario ${sweep.scenario}`;
    const met = objectiveLines(verdicts).map((line) => foldText(`- ${line}`, 100, '  '));
    return [title, objectivesTable(verdicts).text().trimStart(), ...met].join('\n');
  });
}

const damageLine = ({ manifest, damaged, damage }: StoredRun): string[] =>
  damaged > 0 ? [`damaged: ${damaged} of the lines of run ${manifest.run}, not counted: ${damage[0]}`] : [];
