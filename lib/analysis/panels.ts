import { canonicalJson } from '../base/canonical-json';
import type { MeasuredSummary, MissingSummary, Summary } from './summary';

/** What is asked of a summary that may stand beside others. */
export type PanelMember = Pick<MeasuredSummary, 'state' | 'dataset' | 'k'>;

/** Summaries that may stand in one figure: one dataset and one k. */
export interface Panel<M extends PanelMember = MeasuredSummary> {
  readonly dataset: MeasuredSummary['dataset'];
  readonly k: number;
  readonly measured: readonly M[];
  /** What could not be measured on this dataset. */
  readonly missing: readonly MissingSummary[];
}

export const isMeasured = (summary: Summary): summary is MeasuredSummary => summary.state === 'measured';
export const isMissing = (summary: { readonly state: Summary['state'] }): summary is MissingSummary =>
  summary.state === 'missing';

const datasetKey = ({ dataset }: Pick<PanelMember, 'dataset'>): string => canonicalJson([dataset.name, dataset.digest]);

/** Cuts summaries into panels, in their order; datasets on which nothing was measured make none. */
export function panels<M extends PanelMember = MeasuredSummary>(
  summaries: readonly (M | MissingSummary)[],
): Panel<M>[] {
  const cut = new Map<string, { first: M; measured: M[] }>();
  for (const summary of summaries) {
    if (summary.state === 'missing') continue;
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
