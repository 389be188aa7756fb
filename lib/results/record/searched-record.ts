import type { Workload } from '../cell';
import type { BatchFacts } from './batched-record';
import type { FilterFacts } from './filtered-record';
import type { MixedRecord, MomentFacts } from './mixed-record';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';
import type { SearchHistograms } from './search-histograms';

/** A measured window of searches, whatever spaced them. */
export interface SearchedRecord<W extends Workload = Workload> extends RecordCommon<W>, SearchFacts {
  histograms: SearchHistograms;
  /** What the searches were confined to; absent: nothing. */
  filter?: FilterFacts;
  /** Of requests with several queries each. */
  batches?: BatchFacts;
  /** Of a collection that changed meanwhile. */
  moments?: MomentFacts;
  /** Made between the searches. */
  writes?: MixedRecord['writes'];
}
