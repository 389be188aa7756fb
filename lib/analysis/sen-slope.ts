/** One slice of a series: its place and its figure. Places may be missing. */
export interface Slice {
  readonly at: number;
  readonly value: number;
}

/** Median slope with the ends of its interval, in units of the figure a slice. */
export interface SenSlope {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median of the slopes between all pairs: a few wild slices do not move it (H. Theil 1950; P. K. Sen, "Estimates of the
 * regression coefficient based on Kendall's tau", JASA 63, 1968). The interval runs over the
 * `reach` + 2 slopes in the middle, where reach is the quantile of Kendall's S (R. O. Gilbert, "Statistical Methods for
 * Environmental Pollution Monitoring", 1987, section 16.5); where there are no more slopes than that, it has no ends.
 */
export function senSlope(slices: readonly Slice[], reach: number): SenSlope {
  const slopes = new Float64Array((slices.length * (slices.length - 1)) / 2);
  let pairs = 0;
  slices.forEach((a, i) => {
    for (const b of slices.slice(i + 1)) slopes[pairs++] = (b.value - a.value) / (b.at - a.at);
  });
  slopes.sort();
  const half = slopes.length >> 1;
  const upper = slopes[half] ?? NaN;
  const low = Math.max(0, Math.round((slopes.length - reach) / 2) - 1);
  const unbounded = reach >= slopes.length;
  return {
    value: slopes.length % 2 ? upper : ((slopes[half - 1] ?? NaN) + upper) / 2,
    low: unbounded ? -Infinity : (slopes[low] ?? NaN),
    high: unbounded ? Infinity : (slopes[slopes.length - 1 - low] ?? NaN),
  };
}
