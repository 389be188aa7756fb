import type { EnduranceWorkload } from '../cell';
import type { MeasuredFacts } from './measured-facts';
import type { MemorySample } from './memory-sample';
import type { OpenLoad } from './open-load';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';

/** One of the equal spans of a long run: the requests that were due in it, and what stood at its end. */
export interface SliceFacts {
  requests: number;
  failed: number;
  /** True neighbours found by its requests, by id and counting ties. */
  hits: number;
  tieHits: number;
  /** As of an open loop. */
  histograms: { response: string; service: string; slip: string };
  /** At its end; CPU milliseconds since the one before; bytes of the engine's data folder, if it can be seen from here. */
  memory: MemorySample;
  cpu: { lab: number; engine?: number };
  disk?: number;
}

/** A long open loop at one rate. */
export interface EnduranceRecord extends RecordCommon<EnduranceWorkload>, MeasuredFacts {
  measured: 'endurance';
  load: OpenLoad;
  phases: SearchFacts['phases'];
  k: number;
  /** In order, as many as the workload asks for. */
  slices: SliceFacts[];
}
