/** A value and how many times it occurs. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * Quantile of a weighted sample as if each value stood there `weight` times, interpolated linearly between order
 * statistics as NumPy's `percentile` does. `sorted` ascends by value.
 */
export function weightedQuantile(sorted: readonly Weighted[], p: number): number {
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = p * (total - 1);
  const below = valueAt(sorted, Math.floor(at));
  const above = valueAt(sorted, Math.ceil(at));
  // Equal ends may be infinite, and so may be an upper one that has no part in it.
  const share = at - Math.floor(at);
  return share === 0 || below === above ? below : below + (above - below) * share;
}

function valueAt(sorted: readonly Weighted[], rank: number): number {
  let seen = 0;
  for (const { value, weight } of sorted) {
    seen += weight;
    if (rank < seen) return value;
  }
  return sorted.at(-1)?.value ?? NaN;
}
