import type { Record } from '../results/record';
import { type ExitCode, exitCode } from './exit-code';

export type CellCounts = { [State in Record['state']]: number };

/** How many cells ended in each state. */
export function cellCounts(records: readonly Record[]): CellCounts {
  const counts: CellCounts = { ok: 0, failed: 0, 'timed-out': 0, unavailable: 0, skipped: 0 };
  for (const record of records) counts[record.state] += 1;
  return counts;
}

/** `38 measured, 2 failed`; states that no cell ended in are left out. */
export function countsText(counts: CellCounts): string {
  const missing = (['failed', 'timed-out', 'unavailable', 'skipped'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`);
  return [`${counts.ok} measured`, ...missing].join(', ');
}

/** The exit code for a sweep that ended as these cells did. */
export function exitCodeOfCells(counts: CellCounts, interrupted: boolean): ExitCode {
  if (interrupted) return exitCode.interrupted;
  const missing = counts.failed + counts['timed-out'] + counts.unavailable + counts.skipped;
  if (counts.ok === 0) return exitCode.failed;
  return missing > 0 ? exitCode.partly : exitCode.done;
}
