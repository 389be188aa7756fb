import type { SearchWorkload } from '../cell';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';
import type { SearchHistograms } from './search-histograms';

/** A closed loop of searches. */
export interface OkRecord extends RecordCommon<SearchWorkload>, SearchFacts {
  measured?: undefined;
  histograms: SearchHistograms;
}
