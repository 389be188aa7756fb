import type { OpenWorkload } from '../cell';
import type { OpenLoad } from './open-load';
import type { RecordCommon } from './record-common';
import type { SearchFacts } from './search-facts';
import type { SearchHistograms } from './search-histograms';

/** An open loop of searches. */
export interface OpenRecord extends RecordCommon<OpenWorkload>, SearchFacts {
  measured: 'open';
  /** `response`: from when a request was due; `service`: from its sending; `slip`: between the two. Failed ones: response. */
  histograms: SearchHistograms & { response: string; slip: string };
  load: OpenLoad;
}
