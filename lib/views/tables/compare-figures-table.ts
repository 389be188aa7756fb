import type { RunComparison } from '../../analysis/compare-runs';
import { compareRunsNotes } from '../compare-runs-notes';
import {
  compareFiguresColumns,
  figureRow,
  missingFigureRow,
  oneSidedFigureRow,
  settingHeading,
} from './compare-figures-rows';
import { aside } from './compare-runs-table';
import { asksSearches } from './compared-parts';
import { makeTable } from './make-table';
import type { Table } from './table';

const small = '95 % intervals over repetitions';

const legend =
  'Shares (recall, failed requests) are compared by B − A, all else by B / A. ' +
  'Would show: the smallest ratio that so many repetitions show in 80 % of cases.';

/**
 * Two runs figure by figure, of every workload; of closed loops of searches all but rate and recall, which have a table of their own: each with its ratio (of shares: its difference) and
 * interval, the corrected p, the effect size, and which run is better; or why it cannot be compared.
 */
export function compareFiguresTable(comparison: RunComparison): Table {
  const { a, b, figures, others, neither } = comparison;
  return makeTable({
    columns: compareFiguresColumns,
    caption: `A ${a.run} · B ${b.run} · figure by figure`,
    rows: [
      ...[...figures, ...others.compared].flatMap((setting) => [
        { heading: settingHeading(setting.a) },
        ...setting.figures.map((figure) => figureRow(setting, figure)),
      ]),
      ...aside(
        'Only in A',
        others.onlyA.map((one) => oneSidedFigureRow(one, 'B')),
      ),
      ...aside(
        'Only in B',
        others.onlyB.map((one) => oneSidedFigureRow(one, 'A')),
      ),
      ...aside('Measured in neither', neither.filter((gone) => !asksSearches(gone)).map(missingFigureRow)),
    ],
    small,
    legend,
    notes: compareRunsNotes(comparison),
  });
}
