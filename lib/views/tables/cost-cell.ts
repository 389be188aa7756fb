import { type Estimate, scaled } from '../../analysis/estimate';
import type { Cost } from '../../analysis/ingest-summary';
import { estimated, none } from './estimated-cell';
import type { TableCell } from './table';

const mebibyte = 2 ** 20;

/** An estimate with its interval, or that there is none. */
export const estimateCell = (estimate: Estimate | undefined, why = 'too few samples carry it'): TableCell =>
  estimate ? estimated(estimate) : { ...none, hover: why };

/** A cost of bytes in MiB; where it is not known the cell says why on hover. */
export const costCell = (cost: Cost): TableCell =>
  cost.state === 'known'
    ? estimateCell(scaled(cost.estimate, 1 / mebibyte))
    : { value: null, text: '—', hover: cost.why };
