/**
 * The median of `values` where value i counts `counts[i]` times, for as many counts as are asked: sorts once. The middle
 * value, or the mean of the two middle ones; NaN where nothing counts.
 */
export function medianOfCounts(values: readonly number[]): (counts: readonly number[]) => number {
  const rising = values.map((_, i) => i).sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN));
  return (counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const upperRank = total >> 1;
    const lowerRank = (total - 1) >> 1;
    let lower = NaN;
    let seen = 0;
    for (const i of rising) {
      const before = seen;
      seen += counts[i] ?? 0;
      const value = values[i] ?? NaN;
      if (before <= lowerRank && lowerRank < seen) lower = value;
      if (before <= upperRank && upperRank < seen) return (lower + value) / 2;
    }
    return NaN;
  };
}
