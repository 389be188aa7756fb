import { seededRandom } from '../../datasets/random';

export type Operation = { kind: 'search' } | { kind: 'insert' | 'delete'; row: number };

/** Operations in a random order that the seed decides, in given shares. */
export interface MixedStream {
  /** The next one; undefined: no row is left to insert, or to delete. */
  next(): Operation | undefined;
  /** Told of an acknowledged insert: from now on its row may be deleted. */
  inserted(row: number): void;
}

/**
 * Draws each operation by itself. Inserts take the rows that wait, in their order; deletes any row of those acknowledged to be
 * there, each at most once: no id is ever used again.
 */
export function mixedStream(of: {
  inserts: number;
  deletes: number;
  there: Iterable<number>;
  waiting: ArrayLike<number>;
  seed: number;
}): MixedStream {
  const { inserts, deletes, waiting } = of;
  const random = seededRandom(of.seed);
  const there = [...of.there];
  let taken = 0;

  const toDelete = (): number | undefined => {
    if (there.length === 0) return undefined;
    const place = random.below(there.length);
    const row = there[place];
    const last = there.pop() as number;
    if (place < there.length) there[place] = last;
    return row;
  };

  return {
    next() {
      const drawn = random.next();
      if (drawn >= inserts + deletes) return { kind: 'search' };
      const kind = drawn < inserts ? 'insert' : 'delete';
      const row = kind === 'insert' ? waiting[taken++] : toDelete();
      return row === undefined ? undefined : { kind, row };
    },
    inserted: (row) => void there.push(row),
  };
}
