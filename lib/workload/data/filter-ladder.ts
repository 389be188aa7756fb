import { sample, seededRandom } from '../../datasets/random';
import type { Batch, CollectionSpec, Filter } from '../../engines/engine';
import type { Cell, Workload } from '../../results/cell';
import type { Sweep } from '../../results/sweep';
import { streamSeed } from '../loops/stream-seed';

/** Which rows pass one filter. */
export interface Rung {
  filter: Filter;
  /** Base rows that pass, ascending: as many as the share says, to the nearest row. */
  rows: Uint32Array;
  passes: (row: number) => boolean;
}

/** Attributes of an index, made by the lab. */
export interface RowAttributes {
  kinds: NonNullable<CollectionSpec['attributes']>;
  /** Of these base rows, in their order. */
  of(rows: ArrayLike<number>): NonNullable<Batch['attributes']>;
}

/** From one row in a thousand, where the nearest rows hardly ever pass, to nine in ten. */
export const defaultLadder: readonly number[] = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.9];

/** Every share that a sweep asks for. */
export const sharesOf = ({ workloads = [] }: Sweep): number[] => [
  ...new Set(workloads.flatMap((ask) => (ask.type === 'filtered' ? (ask.selectivities ?? defaultLadder) : []))),
];

/** A word, since there are engines that find no booleans. */
const inside = 'yes';
const outside = 'no';

/** Shares of a millionth and more have names that every engine takes. */
export const attributeOf = (selectivity: number): string => `share_${String(selectivity).replace('.', '_')}`;

/** Rows that a share of n makes. */
export const rowsOfShare = (selectivity: number, n: number): number => Math.round(selectivity * n);

/** The rows that pass, drawn by seed and share alone: uncorrelated with the vectors, and the same for every engine. */
export function rungOf(selectivity: number, n: number, seed: number): Rung {
  const random = seededRandom(streamSeed(seed, Math.round(selectivity * 1e6)));
  const rows = sample(random, n, rowsOfShare(selectivity, n)).sort();
  const mask = new Uint8Array(n);
  for (const row of rows) mask[row] = 1;
  return { filter: { attribute: attributeOf(selectivity), equals: inside }, rows, passes: (row) => mask[row] === 1 };
}

/** The shares whose attributes an index carries for its searches; undefined: it carries none. */
export const ladderOf = ({ workload }: { workload: Workload }): readonly number[] | undefined =>
  workload.type === 'filtered' ? workload.ladder : undefined;

/** What the rows of a cell's index carry beside their vectors: of each share, whether they pass. */
export function rowAttributes(cell: Cell, n: number): RowAttributes | undefined {
  const rungs = ladderOf(cell)?.map((selectivity) => rungOf(selectivity, n, cell.seed));
  if (!rungs) return undefined;
  return {
    kinds: Object.fromEntries(rungs.map(({ filter }) => [filter.attribute, 'text'])),
    of: (rows) =>
      Array.from(rows, (row) =>
        Object.fromEntries(rungs.map(({ filter, passes }) => [filter.attribute, passes(row) ? inside : outside])),
      ),
  };
}
