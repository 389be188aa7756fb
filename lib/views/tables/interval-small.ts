import type { Estimate } from '../../analysis/estimate';
import { intervalText, noInterval, three } from '../format';
import type { TableCell } from './table';

/** What stands small behind a figure that has no interval. */
export const noIntervalSmall = 'no interval';

/** The interval of a figure as its small text; where there is none, that, and why on hover. */
export function intervalSmall(estimate: Estimate, format = three): Pick<TableCell, 'small' | 'hover'> {
  const interval = intervalText(estimate, format);
  return interval === undefined ? { small: noIntervalSmall, hover: noInterval(estimate) } : { small: interval };
}
