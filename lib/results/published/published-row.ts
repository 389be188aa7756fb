/**
 * One published figure set: what somebody printed about one setting of one engine. A member is absent where it was not
 * stated, or is not carried by the table that it was read from; a printed zero stays a zero.
 */
export interface PublishedRow {
  /** Unique, and leads back to the place: `FILE:LINE`, or a name. */
  readonly id: string;
  /** The file or page that the publisher printed it in. */
  readonly source: string;
  /** Date of that file or page, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly date?: string;
  readonly engine: string;
  /** The publisher's own name of the machine or service plan. */
  readonly setup?: string;
  readonly version?: string;
  readonly dataset: string;
  /** Vectors in the index, and their dimension. */
  readonly rows?: number;
  readonly dim?: number;
  readonly k?: number;
  /** `none`, or in words what every hit had to fulfil. */
  readonly filter?: string;
  /** Build and search parameters by the publisher's own names. */
  readonly params?: PublishedParams;
  /** Requests kept in flight, as the label says. */
  readonly clients?: number;
  /** Requests answered per second. */
  readonly rate?: number;
  /** Latency of one request, milliseconds. */
  readonly meanMs?: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
  /** Whose latency: of the `same` requests that made the rate, or of another pass, `serial`, with one client. */
  readonly latencyOf?: 'same' | 'serial';
  /** Share of the true k nearest that was found, 0 to 1. */
  readonly recall?: number;
  /** Mean of Σ 1/log₂(rank + 1) over the true ranks that were found, divided by the same sum over all k. */
  readonly ndcg?: number;
  /** Seconds until the index could be searched. */
  readonly loadS?: number;
  /** Vectors that the engine counted. */
  readonly loaded?: number;
  /** What the publisher says became of the run. */
  readonly state?: 'ok' | 'failed';
}

export interface PublishedParams {
  readonly [name: string]: string | number | boolean;
}
