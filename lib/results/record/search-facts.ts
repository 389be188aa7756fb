import type { LoadFacts } from './load-facts';
import type { MeasuredFacts } from './measured-facts';

/** What came back of a window of searches. */
export interface SearchFacts extends MeasuredFacts {
  load?: LoadFacts;
  /** Milliseconds of each phase of this cell; only `measureMs` is the window. */
  phases: { configureMs: number; warmupMs: number; measureMs: number };
  answers: {
    k: number;
    requests: number;
    /** Base rows returned, requests × k, little-endian uint32, base64; 0xFFFFFFFF where the answer was short or failed. */
    rows: string;
    /** Query of each request, little-endian uint32, base64. */
    queries: string;
    /** Of each request: hits by id, and hits counting ties; little-endian uint16, base64. Absent: no truth. */
    hits?: string;
    tieHits?: string;
    /** Requests answered with fewer distinct rows than there are to find (k, or those that pass the filter), and duplicate rows. */
    short: number;
    duplicates: number;
  };
}
