import type { IngestWorkload } from '../cell';
import type { MeasuredFacts } from './measured-facts';
import type { MemorySample } from './memory-sample';
import type { RecordCommon } from './record-common';

/** A collection filled and dropped. */
export interface IngestRecord extends RecordCommon<IngestWorkload>, MeasuredFacts {
  measured: 'ingest';
  /** Vectors of one insert where the largest was asked for: what that was. */
  batch?: number;
  /** Of each insert, from sending to acknowledgement. */
  histograms: { insert: string };
  /** Memory and disk as it went on: milliseconds after the first insert, vectors acknowledged by then. */
  samples: { ms: number; vectors: number; memory: MemorySample; disk?: number }[];
}
