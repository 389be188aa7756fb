import { type Estimate, scaled } from '../../analysis/estimate';
import type { Cost } from '../../analysis/ingest-summary';
import { intervalText, noInterval, three } from '../format';
import type { TableCell } from './table';

const mebibyte = 2 ** 20;

/** An estimate with its interval, or that there is none. */
export function estimateCell(estimate: Estimate | undefined, why = 'too few samples carry it'): TableCell {
  if (!estimate) return { value: null, text: '—', hover: why };
  const interval = intervalText(estimate);
  return {
    value: estimate.value,
    text: three(estimate.value),
    ...(interval === undefined ? { small: 'no interval', hover: noInterval(estimate) } : { small: interval }),
  };
}

/** A cost of bytes in MiB; where it is not known the cell says why on hover. */
export const costCell = (cost: Cost): TableCell =>
  cost.state === 'known'
    ? estimateCell(scaled(cost.estimate, 1 / mebibyte))
    : { value: null, text: '—', hover: cost.why };
