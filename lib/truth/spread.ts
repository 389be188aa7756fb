/** How numbers spread, ready for a histogram. */
export interface Spread {
  count: number;
  min: number;
  median: number;
  max: number;
  /** `counts[i]` numbers lie from `edges[i]` up to `edges[i + 1]`; the last bin holds its upper edge too. */
  histogram: { edges: number[]; counts: number[] };
}

/** The spread of at least one finite number. */
export function spreadOf(values: Float64Array, bins = 40): Spread {
  const sorted = values.slice().sort();
  const count = sorted.length;
  const min = sorted[0] as number;
  const max = sorted[count - 1] as number;
  const median = ((sorted[(count - 1) >> 1] as number) + (sorted[count >> 1] as number)) / 2;
  // Equal numbers have no width to divide: one bin.
  const size = max > min ? bins : 1;
  const edges = Array.from({ length: size + 1 }, (_, i) => (i === size ? max : min + ((max - min) * i) / size));
  const counts = new Array<number>(size).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < size - 1 && value >= (edges[bin + 1] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { count, min, median, max, histogram: { edges, counts } };
}
