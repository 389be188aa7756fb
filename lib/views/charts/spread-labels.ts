/**
 * Moves labels apart that would overprint each other: given wished heights (pixels), returns heights at least `gap`
 * apart, in the same order, each as near to its wish as a chain of neighbours lets it.
 */
export function spreadLabels(wished: readonly number[], gap: number): number[] {
  const order = wished.map((_, i) => i).sort((a, b) => (wished[a] ?? 0) - (wished[b] ?? 0));
  // Blocks of touching labels, each centred on the mean wish of its members.
  const blocks: { members: number[]; centre: number }[] = [];
  for (const i of order) {
    blocks.push({ members: [i], centre: wished[i] ?? 0 });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (!last || !before) break;
      const need = ((last.members.length + before.members.length) / 2) * gap;
      if (last.centre - before.centre >= need) break;
      const members = [...before.members, ...last.members];
      const centre = members.reduce((sum, m) => sum + (wished[m] ?? 0), 0) / members.length;
      blocks.splice(-2, 2, { members, centre });
    }
  }
  const placed = [...wished];
  for (const { members, centre } of blocks) {
    members.forEach((m, j) => (placed[m] = centre + (j - (members.length - 1) / 2) * gap));
  }
  return placed;
}
