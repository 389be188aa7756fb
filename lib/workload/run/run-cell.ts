import { LabError, messageOf } from '../../base/lab-error';
import type { Progress } from '../../base/progress';
import type { Engine } from '../../engines/engine';
import type { Clock } from '../../measure/clock';
import type { Cell } from '../../results/cell';
import type { Record } from '../../results/record';
import type { IndexPool } from '../index/index-pool';
import type { Ceilings } from '../load/ceilings';
import { measureCell } from '../kinds/kinds';
import { type PreparedDataset, datasetFacts } from '../data/prepared-dataset';
import { type RunFacts, missingRecord, reasonOf, recordHead } from './record-head';

export interface CellContext {
  facts: RunFacts;
  engine: Engine;
  prepared: PreparedDataset;
  pool: IndexPool;
  ceilings: Ceilings;
  clock: Clock;
  /** Of long cells, which tell how far they are. */
  progress: Progress;
  /** Longest time for setting parameters, warming up and measuring together, beside what the workload itself asks to last. */
  cellTimeoutMs: number;
  signal?: AbortSignal;
}

/**
 * Measures one cell: the only way in which a measurement is made. Whatever goes wrong with the engine is a record that
 * says so; rejects only when the signal is aborted.
 */
export async function runCell(cell: Cell, context: CellContext): Promise<Record> {
  const { facts, engine, prepared, pool, signal } = context;
  const head = () => recordHead(facts, cell, engine, datasetFacts(prepared.dataset), pool.connection(engine.name));
  try {
    const measured = await measureCell(cell, context);
    // The head tells of the connection, which measuring may have opened.
    return { ...head(), ...measured } as Record;
  } catch (thrown) {
    signal?.throwIfAborted();
    const failed = head();
    const silence = await pool.failed(cell, thrown);
    const state = thrown instanceof LabError && thrown.code === 'timed-out' ? 'timed-out' : 'failed';
    return missingRecord(failed, state, withSilence(reasonOf(thrown), silence));
  }
}

/** Clients in other threads see only that nobody answers; the connection that started the engine knows how it ended. */
function withSilence<Reason extends { why: string }>(reason: Reason, silence: unknown): Reason {
  const said = silence === undefined ? '' : messageOf(silence);
  return said === '' || reason.why.includes(said) ? reason : { ...reason, why: `${reason.why}; asked again: ${said}` };
}
