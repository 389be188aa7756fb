import type { RunComparison } from '../../analysis/compare-runs';
import type { MissingSummary } from '../../analysis/summary';

/** Whether what could not be measured are closed loops of searches. */
export const asksSearches = ({ asked }: MissingSummary): boolean => asked.some(({ type }) => type === 'search');

/** Whether two runs have anything to do with closed loops, or with other workloads. */
export const hasSearches = ({ compared, onlyA, onlyB, neither }: RunComparison): boolean =>
  compared.length + onlyA.length + onlyB.length > 0 || neither.some(asksSearches);

/** Whether two runs have anything to be told figure by figure: latency and failures of closed loops, or other workloads. */
export const hasFigures = (comparison: RunComparison): boolean =>
  comparison.figures.length > 0 || hasOthers(comparison);

const hasOthers = ({ others: { compared, onlyA, onlyB }, neither }: RunComparison): boolean =>
  compared.length + onlyA.length + onlyB.length > 0 || neither.some((gone) => !asksSearches(gone));
