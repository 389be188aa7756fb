import type { Cell, Workload } from '../cell';
import type { RecordEngine } from './record-engine';

/** Version of the record's schema; a reader refuses a newer one. */
export const recordVersion = 1;

/** What every record carries. */
export interface RecordCommon<W extends Workload = Workload> {
  version: typeof recordVersion;
  run: string;
  cellId: string;
  cell: Cell<W>;
  /** When the cell ended, ISO 8601, UTC. */
  at: string;
  dataset: {
    name: string;
    digest: string;
    n: number;
    dim: number;
    queries: number;
    metric: 'l2' | 'cosine' | 'ip';
    synthetic: boolean;
  };
  engine: RecordEngine;
  /** Content address of the machine described in the run's `run.json`. */
  machine: string;
  /** Git commit of the lab, where the tree had changes with `+` and 8 digits of what these were behind it; `unknown` outside git. */
  commit: string;
}
