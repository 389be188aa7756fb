import type { RunComparison } from '../../analysis/compare-runs';
import { compareFiguresTable } from './compare-figures-table';
import { compareRunsTable } from './compare-runs-table';
import { hasFigures, hasSearches } from './compared-parts';
import { makeTable } from './make-table';
import type { Table } from './table';

/** Two runs side by side, every workload: the rates of closed loops, then all other figures, as far as there are any. The notes stand under the last. */
export function compareTables(comparison: RunComparison): Table[] {
  if (!hasFigures(comparison)) return [compareRunsTable(comparison)];
  const figures = compareFiguresTable(comparison);
  return hasSearches(comparison) ? [makeTable({ ...compareRunsTable(comparison), notes: [] }), figures] : [figures];
}
