import type { Workload } from '../cell';
import type { RecordCommon } from './record-common';

/** A cell that was not measured, and why; `remedy` is the command or change that mends it. */
export interface MissingRecord<W extends Workload = Workload> extends RecordCommon<W> {
  state: 'failed' | 'timed-out' | 'unavailable' | 'skipped';
  why: string;
  remedy?: string;
}
