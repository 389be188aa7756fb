import type { Summary } from '../analysis/summary';
import { comparisonTable } from './tables/comparison-table';
import { takeaway } from './takeaway';
import { foldText } from './fold-text';

/**
 * The summary for a terminal, at most `width` (100) characters wide: of each engine and number of clients one setting
 * at equal recall, then the takeaway.
 */
export function summaryText(summaries: readonly Summary[], width = 100): string {
  const table = comparisonTable(summaries, { rows: 'picked' }).text(width);
  return [
    table.trimStart(),
    '',
    ...takeaway(summaries)
      .split('\n')
      .map((line) => foldText(line, width)),
  ].join('\n');
}
