import { isMissing, panels } from '../../analysis/panels';
import { withNames } from '../../analysis/setting-name';
import type { ClosedWorkload, MeasuredSummary, MissingSummary } from '../../analysis/summary';
import { counted } from '../format';
import { datasetText } from '../dataset-text';
import { missingCells } from './missing-cells';
import type { TableCell, TableRow } from './table';

/**
 * Closed loops as rows under a heading for each dataset, k and number of clients; in grey below those of their dataset, or
 * at the end, what could not be measured.
 */
export function closedRows<M extends MeasuredSummary<ClosedWorkload>>(
  outcomes: readonly (M | MissingSummary)[],
  cells: (summary: M) => TableCell[],
): TableRow[] {
  const cut = panels<M>(outcomes);
  const known = new Set(cut.flatMap(({ missing }) => missing));
  const elsewhere = outcomes.filter(isMissing).filter((gone) => !known.has(gone));
  const gone = (missing: MissingSummary, withDataset: boolean): TableRow => ({
    cells: missingCells(missing, withDataset),
    grey: true,
  });
  return [
    ...cut.flatMap(({ dataset, k, measured, missing }) => [
      ...[...new Set(measured.map(({ clients }) => clients))].flatMap((clients) => [
        { heading: `${datasetText(dataset)}, k ${k}, ${counted(clients, 'client')}` },
        ...withNames(measured)
          .filter((one) => one.clients === clients)
          .map((one) => ({ cells: cells(one) })),
      ]),
      ...missing.map((one) => gone(one, false)),
    ]),
    ...(elsewhere.length > 0 ? [{ heading: 'Not measured' }] : []),
    ...elsewhere.map((one) => gone(one, true)),
  ];
}
