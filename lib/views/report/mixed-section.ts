import { hasWrites } from '../../analysis/summarise-mixed';
import type { MissingSummary, MixedSummary } from '../../analysis/summary';
import { mixedTable } from '../tables/mixed-table';
import { mixedWritesTable } from '../tables/mixed-writes-table';
import { mixedTakeaway } from '../write-takeaways';
import { prose, section } from './section';

/** Searches between writes beside the same without them, and the writes themselves, where a run holds any. */
export function mixedSections(outcomes: readonly (MixedSummary | MissingSummary)[]): string[] {
  if (outcomes.length === 0) return [];
  const wrote = outcomes.some((one) => one.state === 'measured' && hasWrites(one));
  const parts = [
    ...(wrote ? [prose(mixedTakeaway(outcomes).split('\n'))] : []),
    mixedTable(outcomes).html(),
    ...(wrote ? [`<h3>The writes</h3>${mixedWritesTable(outcomes).html()}`] : []),
  ];
  return [section('mixed', 'Searches between writes', parts.join('\n'))];
}
