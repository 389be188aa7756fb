import type { Cell, Workload } from '../../results/cell';
import type { MeasuredRecord, RecordCommon } from '../../results/record';
import type { Sweep, WorkloadAsk } from '../../results/sweep';
import type { Engine } from '../../engines/engine';
import type { Obstacle } from '../run/obstacles';
import type { CellContext } from '../run/run-cell';
import { batched } from './batched';
import { filtered } from './filtered';
import { capacity } from './capacity';
import { endurance } from './endurance';
import { ingest } from './ingest';
import { mixed } from './mixed';
import { open } from './open';
import { search } from './search';
import type { WorkloadKind } from './workload-kind';

type Type = Workload['type'];

const kinds: { readonly [T in Type]: WorkloadKind<T> } = {
  search,
  open,
  endurance,
  capacity,
  ingest,
  filtered,
  mixed,
  batched,
};

/** Names of all workloads. */
export const workloadTypes = Object.keys(kinds) as Type[];

// The table pairs each type with its own kind; TypeScript does not follow that through a lookup.
const kindOf = (type: Type): WorkloadKind<Type> => kinds[type] as WorkloadKind<Type>;

/** Whether a cell searches. */
export const searches = ({ workload }: Pick<Cell, 'workload'>): boolean => kindOf(workload.type).searches;

/** Whether a cell searches an index that others search too. */
export const sharesIndex = ({ workload: { type } }: Pick<Cell, 'workload'>): boolean =>
  kindOf(type).searches && !kindOf(type).ownIndex;

/** The workloads of an ask. */
export const workloadsOf = (ask: WorkloadAsk, sweep: Sweep): Workload[] => kindOf(ask.type).of(ask, sweep);

export const describeWorkload = (workload: Workload): string => kindOf(workload.type).describe(workload);

/** Why a cell's workload cannot be asked of its engine; undefined: it can. */
export const workloadObstacle = (cell: Cell, engine: Engine): Obstacle | undefined =>
  kindOf(cell.workload.type).obstacle?.(cell, engine);

/** Measures a cell by its kind: what its record holds beside its head. */
export const measureCell = async (
  cell: Cell,
  context: CellContext,
): Promise<Omit<MeasuredRecord, keyof RecordCommon>> => kindOf(cell.workload.type).measure(cell, context);
