import type { MissingSummary } from '../../analysis/summary';
import { settingCells } from './setting-cells';
import type { TableCell } from './table';

/** What could not be measured as a row: engine, state, and the reason with its remedy over the rest of the row. */
export function missingCells(missing: MissingSummary, withDataset: boolean): TableCell[] {
  const { engine, dataset, reason, why, remedy } = missing;
  const text = `${withDataset ? `${dataset.name}: ` : ''}${why}${remedy ? `; ${remedy}` : ''}`;
  return [
    ...settingCells(missing),
    { value: engine.title, text: engine.title, grey: true },
    { value: reason, text: reason, grey: true },
    { value: null, text, hover: text, grey: true },
  ];
}
