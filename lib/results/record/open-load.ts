import type { LoadFacts } from './load-facts';

/** How an open loop's requests lay in its window. */
export interface OpenLoad extends LoadFacts {
  /** Most requests under way at once, and when the last was due, nanoseconds after the start. */
  mostInFlight: number;
  lastDueNs: number;
  /** Requests answered without error before the window's duration was over. */
  answeredInTime: number;
  /** The same in the second half of the duration, which does not begin with nothing under way, and the requests due in it. */
  secondHalf: { due: number; answered: number };
  /** Requests due and not yet answered, halfway through the duration and at its end. */
  backlog: { middle: number; end: number };
  /** Requests due and not yet answered, counted at so many moments until the last answer: their mean. */
  inFlight: { mean: number; samples: number };
}
