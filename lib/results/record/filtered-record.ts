import type { FilteredWorkload } from '../cell';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';
import type { SearchHistograms } from './search-histograms';

/** The filter of a window's searches. */
export interface FilterFacts {
  attribute: string;
  /** Share of the rows asked for, and how many rows pass. */
  selectivity: number;
  matching: number;
}

/** A closed loop of searches with a filter; recall is counted against the nearest of the rows that pass. */
export interface FilteredRecord extends RecordCommon<FilteredWorkload>, SearchFacts {
  measured: 'filtered';
  histograms: SearchHistograms;
  filter: FilterFacts;
}
