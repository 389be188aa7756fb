import { canonicalJson } from '../base/canonical-json';
import type { MeasuredSummary, MissingSummary, Summary } from './summary';

/** Summaries that may stand in one figure: one dataset and one k. */
export interface Panel {
  readonly dataset: MeasuredSummary['dataset'];
  readonly k: number;
  readonly measured: readonly MeasuredSummary[];
  /** What could not be measured on this dataset. */
  readonly missing: readonly MissingSummary[];
}

export const isMeasured = (summary: Summary): summary is MeasuredSummary => summary.state === 'measured';
export const isMissing = (summary: Summary): summary is MissingSummary => summary.state === 'missing';

const datasetKey = ({ dataset }: Summary): string => canonicalJson([dataset.name, dataset.digest]);

/** Cuts summaries into panels, in their order; datasets on which nothing was measured make none. */
export function panels(summaries: readonly Summary[]): Panel[] {
  const cut = new Map<string, { first: MeasuredSummary; measured: MeasuredSummary[] }>();
  for (const summary of summaries.filter(isMeasured)) {
    const key = `${datasetKey(summary)} ${summary.k}`;
    const panel = cut.get(key);
    if (panel) panel.measured.push(summary);
    else cut.set(key, { first: summary, measured: [summary] });
  }
  return [...cut.values()].map(({ first, measured }) => ({
    dataset: first.dataset,
    k: first.k,
    measured,
    missing: summaries.filter(isMissing).filter((gone) => datasetKey(gone) === datasetKey(first)),
  }));
}
