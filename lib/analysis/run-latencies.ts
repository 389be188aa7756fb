import type { Histogram, JsHistogram } from 'hdr-histogram-js';

/** The latencies of several runs over common buckets, so that any mixture of the runs has its percentiles at once. */
export interface RunLatencies {
  /** Upper end of each bucket, milliseconds, ascending. */
  readonly upper: Float64Array;
  /** Of each run: answered requests in the bucket or below. */
  readonly cumulative: readonly Float64Array[];
  /** Of each run: mean over the answered requests, milliseconds. */
  readonly means: readonly number[];
  readonly answered: readonly number[];
  /** Of each run: requests that failed; they count as slower than every answered one. */
  readonly failed: readonly number[];
}

const perMillisecond = 1e6;

interface Bucket {
  upper: number;
  middle: number;
  count: number;
}

function buckets(histogram: Histogram): Bucket[] {
  const counted = histogram as JsHistogram;
  const found: Bucket[] = [];
  for (let i = 0, left = histogram.totalCount; i < counted.countsArrayLength && left > 0; i++) {
    const count = counted.getCountAtIndex(i);
    if (count === 0) continue;
    const value = counted.valueFromIndex(i);
    found.push({ upper: counted.highestEquivalentValue(value), middle: counted.medianEquivalentValue(value), count });
    left -= count;
  }
  return found;
}

/** The same as the histogram's own mean, without walking its tens of thousands of empty buckets. */
const meanOf = (run: readonly Bucket[]): number =>
  run.reduce((sum, { middle, count }) => sum + middle * count, 0) /
  run.reduce((sum, { count }) => sum + count, 0) /
  perMillisecond;

/** Lays the runs' histograms of nanoseconds over each other; `failed[i]` requests of run i have no answer. */
export function runLatencies(histograms: readonly Histogram[], failed: readonly number[]): RunLatencies {
  const runs = histograms.map(buckets);
  const upper = Float64Array.from(new Set(runs.flat().map((bucket) => bucket.upper))).sort();
  const place = new Map(Array.from(upper, (value, i) => [value, i]));
  const cumulative = runs.map((run) => {
    const counts = new Float64Array(upper.length);
    for (const bucket of run) counts[place.get(bucket.upper) ?? 0] = bucket.count;
    for (let i = 1; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0);
    return counts;
  });
  return {
    upper: upper.map((nanoseconds) => nanoseconds / perMillisecond),
    cumulative,
    means: runs.map(meanOf),
    answered: histograms.map((histogram) => histogram.totalCount),
    failed,
  };
}

const weighted = (values: readonly number[], counts: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + value * (counts[i] ?? 0), 0);

/** Mean of the answered requests where run i counts `counts[i]` times, milliseconds; NaN where none was answered. */
export function mixtureMean(runs: RunLatencies, counts: readonly number[]): number {
  const answered = runs.answered.map((n, i) => n * (counts[i] ?? 0));
  // A run in which all failed has no mean, and adds nothing to that of all.
  const means = runs.means.map((mean, i) => (answered[i] === 0 ? 0 : mean));
  return weighted(means, answered) / answered.reduce((sum, n) => sum + n, 0);
}

/**
 * Nearest-rank percentile (share 0.99 for p99) of the merged histograms where run i counts `counts[i]` times,
 * milliseconds. Infinity where the rank falls among the failed requests.
 */
export function mixturePercentile(runs: RunLatencies, counts: readonly number[], share: number): number {
  const total = weighted(runs.answered, counts) + weighted(runs.failed, counts);
  // The subtraction keeps 0.95 × 40 = 38.00000000000001 from becoming rank 39.
  const rank = Math.max(1, Math.ceil(share * total - 1e-9 * total));
  let low = 0;
  let high = runs.upper.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    let below = 0;
    for (let r = 0; r < counts.length; r++) below += (counts[r] ?? 0) * (runs.cumulative[r]?.[middle] ?? 0);
    if (below >= rank) high = middle;
    else low = middle + 1;
  }
  return runs.upper[low] ?? Infinity;
}
