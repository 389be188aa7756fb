import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import type { StallDemonstration } from '../demonstrate-stall';

/** What each loop saw of one stall. */
export const stallTable = ({ closed, open, asked }: StallDemonstration): Table =>
  table(
    [closed, open].map((seen) => ({ ...seen, p99Ms: seen.p99Ms ?? null })),
    [
      { name: 'loop', head: 'loop' },
      { name: 'requests', head: 'requests', align: 'right' },
      { name: 'slow', head: `longer than ${asked.stallMs / 2} ms`, unit: 'requests', align: 'right' },
      { name: 'medianMs', head: 'median', unit: 'ms', align: 'right' },
      { name: 'meanMs', head: 'mean', unit: 'ms', align: 'right' },
      { name: 'p99Ms', head: 'p99', unit: 'ms', align: 'right' },
      { name: 'longestMs', head: 'longest', unit: 'ms', align: 'right' },
    ],
  );
