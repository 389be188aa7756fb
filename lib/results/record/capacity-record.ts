import type { CapacityWorkload } from '../cell';
import type { OpenWindow } from '../open-window';
import type { LoadFacts } from './load-facts';
import type { MeasuredFacts } from './measured-facts';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';

/** The search for the highest rate that is held. */
export interface CapacityRecord extends RecordCommon<CapacityWorkload>, MeasuredFacts {
  measured: 'capacity';
  load?: LoadFacts;
  phases: SearchFacts['phases'];
  k: number;
  /** A closed loop before it, whose half is the first rate, answered requests a second. */
  scout: { clients: number; rate: number };
  /** Requests of a window that could be missing, up to a twentieth of those due; absent: none, of older records. */
  few?: number;
  /** In the order of asking. `kinds`: failed requests by kind; hits over all requests; histograms as of an open loop. */
  windows: (OpenWindow & {
    kinds: { [kind: string]: number };
    hits: number;
    tieHits: number;
    histograms: { response: string; service: string; slip: string };
  })[];
}
