/** Where the clients of a window ran; older records do not say. */
export interface LoadFacts {
  /** Worker threads; 0: the lab's main thread. */
  threads?: number;
  /** Requests that could be under way at once: the clients, or in an open loop what lab and engine's client allow. */
  limit?: number;
  /** What the engine's own client carries at once; absent: no limit known, or an older record. */
  clientLimit?: number;
  /**
   * Requests a second that as many clients reached just before by bare requests, not by the engine's own client, where nobody
   * kept them waiting: the median of `ceilingOf`'s rates, the best in records that have no `ceilingOf`.
   */
  ceiling?: number;
  ceilingOf?: CeilingFacts;
  /** Why no ceiling was measured. */
  noCeiling?: string;
}

/** How a client's ceiling was measured: each rate is that of one short window, in their order. */
export interface CeilingFacts {
  /** Bare HTTP requests to a server that answers any at once; or, for an engine in this process, a call that returns at once. */
  against: 'null-server' | 'no-request';
  clients: number;
  /** Bytes of a request's body, as the server received it, in the mean, and of an answer's; absent without requests. */
  requestBytes?: number;
  answerBytes?: number;
  rates: number[];
}
