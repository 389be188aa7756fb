import type { Cell, Workload } from '../../results/cell';
import type { MeasuredRecord, RecordCommon } from '../../results/record';
import type { Sweep, WorkloadAsk } from '../../results/sweep';
import type { Engine } from '../../engines/engine';
import type { Obstacle } from '../run/obstacles';
import type { CellContext } from '../run/run-cell';

export type WorkloadOf<T extends Workload['type']> = Extract<Workload, { type: T }>;

export type AskOf<T extends Workload['type']> = Extract<WorkloadAsk, { type: T }>;

type RecordOf<T extends Workload['type']> = Extract<MeasuredRecord, { cell: Cell<WorkloadOf<T>> }>;

/** The part of a record that measuring makes. */
export type MeasuredOf<T extends Workload['type']> = Omit<RecordOf<T>, keyof RecordCommon>;

/** One kind of load: which cells a sweep gives of it, and how one is measured. A new workload is one file with one of these. */
export interface WorkloadKind<T extends Workload['type']> {
  /** Whether it searches, at the cell's search parameters. */
  readonly searches: boolean;
  /** It makes an index of its own; absent: those that search share theirs. */
  readonly ownIndex?: boolean;
  /** Why an engine cannot be asked this, where it declares as much. Absent: every engine can. */
  obstacle?(cell: Cell<WorkloadOf<T>>, engine: Engine): Obstacle | undefined;
  /** The workloads that an ask stands for, in a fixed order. */
  of(ask: AskOf<T>, sweep: Sweep): WorkloadOf<T>[];
  /** What it does, behind engine and parameters: `k 10, clients 4`. */
  describe(workload: WorkloadOf<T>): string;
  /** Rejects where the engine fails as a whole; some failed requests are a result. */
  measure(cell: Cell<WorkloadOf<T>>, context: CellContext): Promise<MeasuredOf<T>>;
}
