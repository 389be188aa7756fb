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
  /** Git commit of the lab, with `+` behind it where the tree had changes; `unknown` outside git. */
  commit: string;
}
