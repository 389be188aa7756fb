import { canonicalJson } from '../base/canonical-json';
import { groupBy } from './by-setting';
import type { EnduranceOutcome, EnduranceSummary } from './endurance-summary';
import { isMissing } from './panels';
import type { MissingSummary } from './summary';

/** Long runs that may stand in one figure: one dataset, k, rate and length. */
export interface EndurancePanel {
  readonly measured: readonly [EnduranceSummary, ...EnduranceSummary[]];
  /** What could not be measured on this dataset. */
  readonly missing: readonly MissingSummary[];
}

/** Cuts outcomes into those that may stand in one figure, in their order. */
export function endurancePanels(outcomes: readonly EnduranceOutcome[]): EndurancePanel[] {
  const measured = outcomes.filter((one) => one.state === 'measured');
  const missing = outcomes.filter(isMissing);
  return groupBy(measured, ({ dataset, k, workload }) =>
    canonicalJson([dataset.name, dataset.digest, k, { ...workload, warmup: 0 }]),
  ).map((group) => ({
    measured: group,
    missing: missing.filter(
      ({ dataset: { name, digest } }) => name === group[0].dataset.name && digest === group[0].dataset.digest,
    ),
  }));
}
