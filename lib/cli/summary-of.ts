import type { IngestOutcome } from '../analysis/ingest-summary';
import type { MissingSummary, Summary } from '../analysis/summary';
import type { StoredRun } from '../results/run-store';

/**
 * The terminal summary of runs (at most 100 columns) and what it was made from. What was not measured stands below the
 * table once more with its whole reason, which a row has no room for.
 */
export async function summaryOf(
  runs: readonly StoredRun[],
): Promise<{ text: string; summaries: Summary[]; ingest: IngestOutcome[] }> {
  const { summarise } = await import('../analysis/summarise.js');
  const { foldText } = await import('../views/fold-text.js');
  const { summaryText } = await import('../views/summary-text.js');
  const summaries = summarise(runs.flatMap(({ records }) => records));
  const { summariseIngest } = await import('../analysis/summarise-ingest.js');
  const ingest = summariseIngest(runs.flatMap(({ records }) => records));
  const missing = [...summaries, ...ingest].filter((summary) => summary.state === 'missing').map(missingLine);
  const reasons = [...new Set(missing), ...runs.flatMap(damageLine)].map((line) => foldText(line, 100));
  const objectives = await objectivesOf(runs);
  const open = await openLoopsOf(runs);
  const filled = await ingestParts(ingest);
  const others = [...open, ...(await capacityOf(runs)), ...filled];
  const closed = summaries.length > 0 || others.length === 0 ? [summaryText(summaries)] : [];
  const parts = [...closed, ...others, ...objectives, ...(reasons.length > 0 ? [reasons.join('\n')] : [])];
  return { text: parts.join('\n\n'), summaries, ingest };
}

/** What filling cost, and how it grows where sizes were compared. */
async function ingestParts(ingest: readonly IngestOutcome[]): Promise<string[]> {
  if (ingest.length === 0) return [];
  const { ingestGrowth } = await import('../analysis/ingest-growth.js');
  const { growthTable } = await import('../views/tables/growth-table.js');
  const { ingestTable } = await import('../views/tables/ingest-table.js');
  const growth = ingestGrowth(ingest);
  return [
    `Filling\n${ingestTable(ingest).text()}`,
    ...(growth.length > 0 ? [`Growth\n${growthTable(growth).text()}`] : []),
  ];
}

/** Where the runs hold open loops, their table and what it says. */
async function openLoopsOf(runs: readonly StoredRun[]): Promise<string[]> {
  const { summariseOpen } = await import('../analysis/summarise-open.js');
  const { openTable } = await import('../views/tables/open-table.js');
  const { openTakeaway } = await import('../views/open-takeaway.js');
  const { foldText } = await import('../views/fold-text.js');
  const outcomes = summariseOpen(runs.flatMap(({ records }) => records));
  if (outcomes.length === 0) return [];
  const said = openTakeaway(outcomes).split('\n');
  return [openTable(outcomes).text().trimStart(), said.map((line) => foldText(line, 100)).join('\n')];
}

/** Where the runs searched for the highest rate, what they found. */
async function capacityOf(runs: readonly StoredRun[]): Promise<string[]> {
  const { summariseCapacity } = await import('../analysis/summarise-capacity.js');
  const { capacityTable } = await import('../views/tables/capacity-table.js');
  const outcomes = summariseCapacity(runs.flatMap(({ records }) => records));
  return outcomes.length === 0 ? [] : [`The highest rate held\n${capacityTable(outcomes).text().trimStart()}`];
}

/** What each run's sweep asks for, and whether its engines do it. */
async function objectivesOf(runs: readonly StoredRun[]): Promise<string[]> {
  const { judgeScenario } = await import('../analysis/judge-scenario.js');
  const { objectivesTable } = await import('../views/tables/objectives-table.js');
  return runs.flatMap(({ manifest: { sweep }, records }) => {
    if (!sweep.objectives) return [];
    const title = sweep.scenario === undefined ? 'Objectives' : `Objectives of the scenario ${sweep.scenario}`;
    return [`${title}\n${objectivesTable(judgeScenario(sweep.objectives, records)).text().trimStart()}`];
  });
}

const missingLine = ({ engine, dataset, reason, why, remedy }: MissingSummary): string =>
  `${reason}: ${engine.title} on ${dataset.name}: ${why}${remedy ? `; ${remedy}` : ''}`;

const damageLine = ({ manifest, damaged, damage }: StoredRun): string[] =>
  damaged > 0 ? [`damaged: ${damaged} of the lines of run ${manifest.run}, not counted: ${damage[0]}`] : [];
