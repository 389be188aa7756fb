/** Counts by kind, summed. */
export function addUp(counts: readonly { [kind: string]: number }[]): { [kind: string]: number } {
  const sums: { [kind: string]: number } = {};
  for (const [kind, count] of counts.flatMap((one) => Object.entries(one))) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}
