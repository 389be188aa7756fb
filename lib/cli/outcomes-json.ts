import { ingestGrowth } from '../analysis/ingest-growth';
import { judgeScenario } from '../analysis/judge-scenario';
import { saturationLines } from '../analysis/saturation-lines';
import { searchGrowth } from '../analysis/search-growth';
import type { Outcomes } from '../analysis/summarise-all';
import type { StoredRun } from '../results/run-store';

/**
 * What runs come to, as JSON: the outcomes of every workload (`summaries` of closed loops), what several settings tell together
 * (`saturation`, `scale`, `growth`), and how each run's `objectives` stand. Settings are named by what tells them apart, and stand
 * whole among the summaries.
 */
export function outcomesJson(runs: readonly StoredRun[], { searches, ...others }: Outcomes) {
  return {
    summaries: searches,
    ...others,
    saturation: saturationLines(searches).map(({ settings, ...line }) => ({
      ...line,
      measuredAt: settings.map(({ clients }) => clients),
    })),
    scale: searchGrowth(searches).map(({ settings, ...line }) => ({
      ...line,
      datasets: settings.map(({ dataset }) => dataset),
    })),
    growth: ingestGrowth(others.ingest),
    objectives: runs.flatMap(objectivesOf),
  };
}

function objectivesOf({ manifest: { run, sweep }, records }: StoredRun) {
  return judgeScenario(sweep.objectives ?? [], sweep.objectives ? records : []).map(({ summary, ...verdict }) => ({
    run,
    ...(sweep.scenario !== undefined && { scenario: sweep.scenario }),
    ...verdict,
    ...(summary.state === 'measured'
      ? { k: summary.k, search: summary.search, workload: summary.workload }
      : { reason: summary.reason, why: summary.why, remedy: summary.remedy, asked: summary.asked }),
  }));
}
