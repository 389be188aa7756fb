import type { MixedWorkload } from '../cell';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';
import type { SearchHistograms } from './search-histograms';

/**
 * Of each search of a changing collection, packed: how many true neighbours there were to find (uint16), and when it was sent and
 * answered (uint32, in ticks: places in the one order of sending and noticing answers).
 */
export interface MomentFacts {
  due: string;
  sent: string;
  answered: string;
  /** Rows returned after their delete was acknowledged, and before their insert was sent. */
  stale: number;
  unsent: number;
  /** True neighbours that had been inserted in the window, and those of them that were missed. */
  fresh: { due: number; missed: number };
}

/** Rows written in a window, in the order of sending: row, and the ticks of sending and acknowledgement (4294967295: none); packed. */
export interface WrittenRows {
  rows: string;
  sent: string;
  acknowledged: string;
  failed: number;
}

/** Searches of a collection that is written to meanwhile; `requests` of its answers are the searches alone. */
export interface MixedRecord extends RecordCommon<MixedWorkload>, SearchFacts {
  measured: 'mixed';
  /** `insert` and `delete`: of the writes that were acknowledged. */
  histograms: SearchHistograms & { insert?: string; delete?: string };
  moments: MomentFacts;
  writes: {
    inserts: WrittenRows;
    deletes: WrittenRows;
    errors: { [kind: string]: number };
    /** The window ended because no row was left to insert or to delete. */
    ranOut: boolean;
  };
}
