import { isMissing } from '../../analysis/panels';
import type { MissingSummary } from '../../analysis/summary';
import { missingCells } from './missing-cells';
import type { TableRow } from './table';

/** The rows of each panel, in grey below them what could not be measured on its dataset, and at the end what belongs to no panel. */
export function panelledRows<P extends { readonly missing: readonly MissingSummary[] }>(
  panels: readonly P[],
  outcomes: readonly Parameters<typeof isMissing>[0][],
  measuredRows: (panel: P) => readonly TableRow[],
): TableRow[] {
  const known = new Set(panels.flatMap(({ missing }) => missing));
  const elsewhere = outcomes.filter(isMissing).filter((gone) => !known.has(gone));
  return [
    ...panels.flatMap((panel) => [...measuredRows(panel), ...panel.missing.map((gone) => missingRow(gone, false))]),
    ...(elsewhere.length > 0 ? [{ heading: 'Not measured' }] : []),
    ...elsewhere.map((gone) => missingRow(gone, true)),
  ];
}

const missingRow = (gone: MissingSummary, withDataset: boolean): TableRow => ({
  cells: missingCells(gone, withDataset),
  grey: true,
});
