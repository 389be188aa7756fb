import { failedRepetitions } from '../../analysis/failed-repetitions';
import type { SearchesSummary } from '../../analysis/summary';
import { whole } from '../format';
import { kindsText } from '../kinds-text';
import type { TableCell } from './table';

type Failing = Pick<SearchesSummary, 'samples' | 'failed' | 'errors' | 'repetitions' | 'lost'>;

/** How many requests failed, of how many, and of what kind. */
export const failedCell = (summary: Failing): TableCell => {
  const { failed, samples, errors } = summary;
  const text = failed === 0 ? '0' : `${whole(failed)} of ${whole(samples)}`;
  return markLost({ value: failed, text, hover: kindsText(errors) || 'none' }, summary);
};

/** A mark where whole repetitions failed beside: their requests are in no count of those that did. */
export function markLost(cell: TableCell, summary: Pick<Failing, 'repetitions' | 'lost'>): TableCell {
  const lost = failedRepetitions(summary);
  if (!lost) return cell;
  const hover = [cell.hover, lost.why].filter(Boolean).join('; ');
  return { ...cell, text: `${cell.text} ⚠`, hover };
}
