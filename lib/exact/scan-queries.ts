import { manyQueries } from './products';
import { QueryGroup, type WeightedBase } from './query-group';

/** Bytes of base rows that all queries of a call look at before the next: they stay in the second-level cache. */
const tileBytes = 128 * 1024;

/**
 * The k nearest rows of the queries from `first` up to `end`, on the calling thread. Writes them to `rows` and
 * `distances` at first × k on; k must not exceed the base's n.
 */
export function scanQueries(
  base: WeightedBase,
  queries: Float32Array,
  first: number,
  end: number,
  k: number,
  rows: Uint32Array,
  distances: Float64Array,
): void {
  const { lanes, height } = manyQueries;
  const groups: QueryGroup[] = [];
  for (let query = first; query < end; query += lanes) {
    groups.push(new QueryGroup(manyQueries, base, queries, query, Math.min(lanes, end - query), k));
  }
  const rowBytes = base.dim * Float32Array.BYTES_PER_ELEMENT;
  const tileRows = height * Math.max(1, Math.floor(tileBytes / rowBytes / height));
  for (let row = 0; row < base.n; row += tileRows) {
    for (const group of groups) group.visit(row, Math.min(base.n, row + tileRows));
  }
  groups.forEach((group, i) => group.drain(rows, distances, (first + i * lanes) * k));
}
