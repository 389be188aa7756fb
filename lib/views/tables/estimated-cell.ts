import type { Estimate } from '../../analysis/estimate';
import { intervalText, noInterval, three } from '../format';
import type { TableCell } from './table';

/** Where there is no figure. */
export const none: TableCell = { value: null, text: '—', hover: 'not known' };

/** A figure with its interval in smaller type. */
export function estimated(estimate: Estimate | undefined, format = three): TableCell {
  if (!estimate) return none;
  const interval = intervalText(estimate, format);
  return {
    value: estimate.value,
    text: format(estimate.value),
    ...(interval === undefined ? { small: 'no interval', hover: noInterval(estimate) } : { small: interval }),
  };
}
