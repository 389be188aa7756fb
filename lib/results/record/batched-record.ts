import type { BatchedWorkload } from '../cell';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';
import type { SearchHistograms } from './search-histograms';

/** Requests with several queries: what is counted by requests (latencies, errors), and by queries (answers). */
export interface BatchFacts {
  /** Queries of each request. */
  size: number;
  requests: number;
}

/** A closed loop of requests with several queries each; its `answers` are counted by queries. */
export interface BatchedRecord extends RecordCommon<BatchedWorkload>, SearchFacts {
  measured: 'batched';
  histograms: SearchHistograms;
  batches: BatchFacts;
}
