import type { Progress } from '../../base/progress';
import { type Cell, cellId } from '../../results/cell';
import type { RunStore } from '../../results/run-store';
import type { CellGround } from './cell-ground';
import { describeCell } from './describe-cell';
import { sharesIndex } from '../kinds/kinds';
import { type RunFacts, missingRecord, recordHead } from './record-head';
import { type CellContext, runCell } from './run-cell';

export interface CellsJob extends Pick<CellContext, 'pool' | 'ceilings' | 'clock' | 'cellTimeoutMs' | 'signal'> {
  cells: readonly Cell[];
  /** Ids of the cells that an earlier session measured. */
  measured: ReadonlySet<string>;
  store: RunStore;
  facts: RunFacts;
  groundOf: (cell: Cell) => CellGround;
  progress: Progress;
}

/**
 * Measures cells one after another and appends each record as its cell ends. Cells measured before are
 * passed over; those that failed or could not run are tried once more. A cell that meets an obstacle (an engine that cannot
 * run, a dataset that is not there) gets a record that says so: at the end every cell has one.
 */
export async function measureCells(job: CellsJob): Promise<void> {
  const { cells, measured, store, facts, pool, groundOf, progress, signal } = job;
  for (const [done, cell] of cells.entries()) {
    if (measured.has(cellId(cell))) continue;
    signal?.throwIfAborted();
    const note = `${describeCell(cell)}, repetition ${cell.repetition + 1}`;
    progress({ stage: 'measuring', done, total: cells.length, unit: 'cells', note });
    const ground = groundOf(cell);
    if ('obstacle' in ground) {
      const { state, ...reason } = ground.obstacle;
      await store.append(missingRecord(recordHead(facts, cell, ground.engine, ground.dataset), state, reason));
      continue;
    }
    await store.append(await runCell(cell, { ...job, engine: ground.engine, prepared: ground.prepared }));
    await pool.keepFor(cells.slice(done + 1).filter((later) => sharesIndex(later) && !measured.has(cellId(later))));
  }
  progress({ stage: 'measuring', done: cells.length, total: cells.length, unit: 'cells' });
}
