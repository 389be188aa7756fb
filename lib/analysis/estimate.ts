/** A figure with its interval. */
export interface Estimate {
  readonly value: number;
  /** Ends of the interval; NaN where there is none, so that no comparison with them ever holds. */
  readonly low: number;
  readonly high: number;
  readonly level: 0.95;
  /** How many of `unit` are behind it. */
  readonly n: number;
  /** What was resampled: runs (repetitions), index builds, or queries; or points of a line, slices of a run, requests. */
  readonly unit: 'runs' | 'builds' | 'queries' | 'points' | 'slices' | 'requests';
  /**
   * How the interval was made: `bca` (bootstrap, bias-corrected and accelerated), `percentile` (bootstrap, where the
   * correction is undefined), `t` (Student’s: of a jackknife on a logarithmic scale, of a share on that of its odds, or of a line), `sen` (of a slope, by
   * ranks), `clopper-pearson` (all queries alike, or requests that fail independently), or `none`: fewer than {@link fewestUnits}, or
   * undefined.
   */
  readonly method: 'bca' | 'percentile' | 't' | 'sen' | 'clopper-pearson' | 'none';
}

/** Below this many no interval is shown: a bootstrap interval of 3 runs, said to be of 95 %, holds the truth in 70 %. */
export const fewestUnits = 5;

/** A value without an interval. */
export const withoutInterval = (value: number, n: number, unit: Estimate['unit']): Estimate => ({
  value,
  low: NaN,
  high: NaN,
  level: 0.95,
  n,
  unit,
  method: 'none',
});

/** True when the intervals of both exist and share no point. */
export const apart = (a: Estimate, b: Estimate): boolean => a.low > b.high || b.low > a.high;

/** The same estimate in another unit. */
export const scaled = (estimate: Estimate, factor: number): Estimate => ({
  ...estimate,
  value: estimate.value * factor,
  low: estimate.low * factor,
  high: estimate.high * factor,
});
