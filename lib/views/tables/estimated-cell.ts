import type { Estimate } from '../../analysis/estimate';
import { three } from '../format';
import { intervalSmall } from './interval-small';
import type { TableCell } from './table';

/** Where there is no figure. */
export const none: TableCell = { value: null, text: '—', hover: 'not known' };

/** A figure with its interval in smaller type. */
export const estimated = (estimate: Estimate | undefined, format = three): TableCell =>
  estimate ? { value: estimate.value, text: format(estimate.value), ...intervalSmall(estimate, format) } : none;
