import type { MemorySample } from './memory-sample';

/** How an index was made. */
export interface BuildFacts {
  /** Address of the index that was searched; cells with the same one searched the same index. */
  id: string;
  rows: number;
  countAfter: number;
  /** Milliseconds of all inserts together, each from sending to acknowledgement, and from the last one until all was searchable. */
  insertMs: number;
  readyMs: number;
  /** Milliseconds from sending the first insert until all was searchable, what the lab did between inserts included; absent: an older record. */
  wallMs?: number;
  /** Whether it was the first that this connection's engine built: memory freed by an earlier one would hide its growth. */
  first?: boolean;
  /** Resident memory before the collection was made and when all was searchable. */
  memory?: { before: MemorySample; after: MemorySample };
  /** Bytes of the engine's data folder before and after; absent: it stores nothing that can be seen from here. */
  disk?: { before: number; after: number };
}
