import { panels } from '../../analysis/panels';
import { withNames } from '../../analysis/setting-name';
import type { ClosedWorkload, MeasuredSummary, MissingSummary } from '../../analysis/summary';
import { counted } from '../format';
import { datasetText } from '../dataset-text';
import { panelledRows } from './panelled-rows';
import type { TableCell, TableRow } from './table';

/**
 * Closed loops as rows under a heading for each dataset, k and number of clients; in grey below those of their dataset, or
 * at the end, what could not be measured.
 */
export function closedRows<M extends MeasuredSummary<ClosedWorkload>>(
  outcomes: readonly (M | MissingSummary)[],
  cells: (summary: M) => TableCell[],
): TableRow[] {
  return panelledRows(panels<M>(outcomes), outcomes, ({ dataset, k, measured }) =>
    [...new Set(measured.map(({ clients }) => clients))].flatMap((clients) => [
      { heading: `${datasetText(dataset)}, k ${k}, ${counted(clients, 'client')}` },
      ...withNames(measured)
        .filter((one) => one.clients === clients)
        .map((one) => ({ cells: cells(one) })),
    ]),
  );
}
