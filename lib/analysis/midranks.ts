/** The rank of each value among all, from 1; equal ones share the mean of theirs. +Infinity is larger than every number. */
export function midranks(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const ranks = new Map<number, number>();
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from] as number;
    while (to < sorted.length && sorted[to] === value) to += 1;
    ranks.set(value, (from + 1 + to) / 2);
  }
  return values.map((value) => ranks.get(value) as number);
}
