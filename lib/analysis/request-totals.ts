import { failedInWindow } from '../results/open-window';
import type { CapacityRecord, MeasuredRecord } from '../results/record';
import { enduranceTotals } from './endurance-totals';
import { failedIn, requestsIn, runValues } from './run-values';
import { recallHeld } from './summarise-capacity';

/** Requests of one run, and the share of the true neighbours that they found. */
export interface RequestTotals {
  readonly requests: number;
  /** Those that were not sent among them. */
  readonly failed: number;
  /** Absent without truth; of a search for the highest rate over the windows of rates that were held, absent where none was. */
  readonly recall?: number;
  readonly recallTies?: number;
}

/** What the searches of one record come to together; undefined: it made none. */
export function totalsOf(record: MeasuredRecord): RequestTotals | undefined {
  if (record.measured === 'ingest') return undefined;
  if (record.measured === 'endurance') return enduranceTotals(record);
  if (record.measured === 'capacity') return windowTotals(record);
  const { recall, recallTies } = runValues(record, NaN);
  return { requests: requestsIn(record), failed: failedIn(record), ...optional({ recall, recallTies }) };
}

function windowTotals(record: CapacityRecord): RequestTotals {
  const sum = (of: (window: CapacityRecord['windows'][number]) => number): number =>
    record.windows.reduce((all, window) => all + of(window), 0);
  const recall = recallHeld(record);
  const recallTies = recallHeld(record, 'tieHits');
  return {
    requests: sum(({ requests }) => requests),
    failed: sum(failedInWindow),
    ...optional({ recall, recallTies }),
  };
}

const optional = ({ recall, recallTies }: { recall: number | undefined; recallTies: number | undefined }) => ({
  ...(recall !== undefined && { recall }),
  ...(recallTies !== undefined && { recallTies }),
});
