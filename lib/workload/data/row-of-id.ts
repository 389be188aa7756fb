/** The base row of a dataset's id; undefined: no row has it. Binary search over sorted ids, 8 bytes a row. */
export function rowOfId(ids: Uint32Array): (id: number) => number | undefined {
  if (ids.every((id, row) => id === row)) return (id) => (id < ids.length ? id : undefined);
  const rows = Uint32Array.from(ids, (_, row) => row).sort((a, b) => (ids[a] as number) - (ids[b] as number));
  const sorted = Uint32Array.from(rows, (row) => ids[row] as number);
  return (id) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return sorted[low] === id ? rows[low] : undefined;
  };
}
