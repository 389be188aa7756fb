import type { OneSided, RunComparison } from '../../analysis/compare-runs';
import { seriesOf } from '../../analysis/series';
import type { MeasuredSummary, MissingSummary } from '../../analysis/summary';
import { compareRunsNotes } from '../compare-runs-notes';
import { counted } from '../format';
import { compareRunsCells, compareRunsColumns, placeCells, searchText } from './compare-runs-cells';
import { asksSearches, hasFigures } from './compared-parts';
import { datasetText } from '../dataset-text';
import { cell, makeTable } from './make-table';
import type { Table, TableRow } from './table';

const small = '95 % intervals over repetitions';

const legend = 'Would show: the smallest ratio that so many repetitions show in 80 % of cases.';

/**
 * The closed loops of two runs setting by setting: rates, their ratio with its interval, the corrected p, the effect size, and who
 * is faster. Latency, failures and other workloads have a table of their own, which a note then names.
 */
export function compareRunsTable(comparison: RunComparison): Table {
  const { a, b, compared, onlyA, onlyB, neither } = comparison;
  const nameOf = names(compared.map((one) => one.a));
  const grounds = [...new Map(compared.map((one) => [headingOf(one.a), one.a])).keys()];
  return makeTable({
    columns: compareRunsColumns,
    caption: `A ${a.run} · B ${b.run} · queries/s`,
    rows: [
      ...grounds.flatMap((heading) => [
        { heading },
        ...compared
          .filter((one) => headingOf(one.a) === heading)
          .map((one) => ({ cells: compareRunsCells(one, nameOf(one.a)) })),
      ]),
      ...aside('Only in A', oneSidedRows(onlyA, 'B')),
      ...aside('Only in B', oneSidedRows(onlyB, 'A')),
      ...aside('Measured in neither', neither.filter(asksSearches).map(missingRow)),
    ],
    small,
    legend,
    notes: [
      ...(hasFigures(comparison)
        ? [
            'Latency, failures and other workloads than closed loops are held against each other in compareFiguresTable.',
          ]
        : []),
      ...compareRunsNotes(comparison),
    ],
  });
}

/** Rows under a heading that stands only where there are any. */
export const aside = (heading: string, rows: readonly TableRow[]): TableRow[] =>
  rows.length > 0 ? [{ heading }, ...rows] : [];

const headingOf = ({ dataset, k, clients }: MeasuredSummary): string =>
  `${datasetText(dataset)}, k ${k}, ${counted(clients, 'client')}`;

/** Names as short as tell the settings of one heading apart. */
function names(settings: readonly MeasuredSummary[]): (setting: MeasuredSummary) => string {
  const named = new Map<MeasuredSummary, string>();
  const grounds = new Set(settings.map(headingOf));
  for (const ground of grounds) {
    for (const { name, settings: line } of seriesOf(settings.filter((setting) => headingOf(setting) === ground))) {
      for (const setting of line) named.set(setting, name);
    }
  }
  return (setting) => named.get(setting) ?? setting.engine.title;
}

function oneSidedRows(sided: readonly OneSided[], other: 'A' | 'B'): TableRow[] {
  const nameOf = names(sided.map(({ setting }) => setting));
  return sided.map(({ setting, why }) => ({
    cells: [
      ...placeCells(setting),
      cell(nameOf(setting)),
      cell(searchText(setting)),
      // What tells the rows of one engine apart first: a terminal cuts the end.
      cell(
        `${counted(setting.clients, 'client')}, k ${setting.k}; in ${other} ${why}; ${datasetText(setting.dataset)}`,
      ),
    ],
    grey: true,
  }));
}

const missingRow = (gone: MissingSummary): TableRow => ({
  cells: [
    ...placeCells(gone),
    cell(gone.engine.title),
    cell(''),
    cell(`${gone.dataset.name}: ${gone.reason}: ${gone.why}`),
  ],
  grey: true,
});
