import type { RunComparison } from '../../analysis/compare-runs';
import { compareFiguresTable } from './compare-figures-table';
import { compareRunsTable } from './compare-runs-table';
import { hasOthers, hasSearches } from './compared-parts';
import { makeTable } from './make-table';
import type { Table } from './table';

/** Two runs side by side, every workload: closed loops, then the others, as far as there are any. The notes stand under the last. */
export function compareTables(comparison: RunComparison): Table[] {
  if (!hasOthers(comparison)) return [compareRunsTable(comparison)];
  const figures = compareFiguresTable(comparison);
  return hasSearches(comparison) ? [makeTable({ ...compareRunsTable(comparison), notes: [] }), figures] : [figures];
}
