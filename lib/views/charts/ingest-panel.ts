import { LabError } from '../../base/lab-error';
import type { IngestOutcome, IngestSummary } from '../../analysis/ingest-summary';
import type { MissingSummary } from '../../analysis/summary';
import { machinesText } from './machines-text';

/** What of the outcomes was measured, at least one, and what was not. LabError `nothing-measured`. */
export function ingestPanel(
  outcomes: readonly IngestOutcome[],
  chart: string,
): { measured: readonly [IngestSummary, ...IngestSummary[]]; missing: readonly MissingSummary[] } {
  const [first, ...others] = outcomes.filter((one) => one.state === 'measured');
  if (first) return { measured: [first, ...others], missing: outcomes.filter((one) => one.state === 'missing') };
  throw new LabError({
    code: 'nothing-measured',
    where: chart,
    what: `none of ${outcomes.length} summaries is of a collection that was filled`,
    remedy: 'ingestTable shows why',
  });
}

/** Repetitions and machine, for a figure's subtitle. */
export function ingestSubtitle(measured: readonly IngestSummary[], machine?: string): string[] {
  const counts = measured.map(({ repetitions }) => repetitions);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return [
    least === most ? `${most} build${most === 1 ? '' : 's'} each` : `${least} to ${most} builds each`,
    machine ?? machinesText(measured),
  ];
}
