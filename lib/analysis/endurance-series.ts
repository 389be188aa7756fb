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

const features: readonly ((summary: EnduranceSummary) => string)[] = [
  ({ ef }) => (ef === undefined ? '' : `ef ${ef}`),
  ({ engine }) => engine.serverVersion ?? engine.clientVersion ?? '',
  ({ build }) =>
    Object.entries(build)
      .map(([name, value]) => `${name} ${value}`)
      .join(' '),
  ({ machine }) => `machine ${machine.slice(0, 4)}`,
];

/** The engine, and what tells this setting from the others of its engine. */
export function enduranceName(summary: EnduranceSummary, among: readonly EnduranceSummary[]): string {
  const others = among.filter(({ engine }) => engine.name === summary.engine.name);
  const telling = features.filter((feature) => new Set(others.map(feature)).size > 1);
  return [summary.engine.title, ...telling.map((feature) => feature(summary)).filter(Boolean)].join(', ');
}
