/** A source of monotonic time; passed in wherever time is measured, so that tests can bring their own. */
export interface Clock {
  /** Nanoseconds since an arbitrary origin; never runs backwards. */
  now(): number;
}

/**
 * The machine's monotonic clock. `performance.now()` and not `process.hrtime.bigint()`: both read the same counter,
 * but a bigint is an allocation for every request inside the measured window.
 */
export const monotonicClock: Clock = { now: () => performance.now() * 1e6 };

/** Milliseconds between two readings of a clock. */
export const millisecondsBetween = (start: number, end: number): number => (end - start) / 1e6;
