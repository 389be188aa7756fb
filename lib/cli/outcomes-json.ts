import { ingestGrowth } from '../analysis/ingest-growth';
import type { JudgedRun } from '../analysis/judge-runs';
import { saturationLines } from '../analysis/saturation-lines';
import { searchGrowth } from '../analysis/search-growth';
import type { SummarySource } from './summary-of';

/**
 * What runs come to, as JSON: the outcomes of every workload (`summaries` of closed loops), what several settings tell together
 * (`saturation`, `scale`, `growth`), and how each run's `objectives` stand. Settings are named by what tells them apart, and stand
 * whole among the summaries.
 */
export function outcomesJson({ outcomes, judged }: SummarySource) {
  const { searches, ...others } = outcomes;
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
    objectives: judged.flatMap(objectivesOf),
  };
}

function objectivesOf({ manifest: { run, sweep }, verdicts }: JudgedRun) {
  return verdicts.map(({ summary, ...verdict }) => ({
    run,
    ...(sweep.scenario !== undefined && { scenario: sweep.scenario }),
    ...verdict,
    ...(summary.state === 'measured'
      ? { k: summary.k, search: summary.search, workload: summary.workload }
      : { reason: summary.reason, why: summary.why, remedy: summary.remedy, asked: summary.asked }),
  }));
}
