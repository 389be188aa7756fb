import { takeAttribute } from './attribute';
import type { Attribute, Vectors } from './dataset';
import { sample, seededRandom } from './random';
import { headRows, takeRows } from './vectors';

/** Base rows and what hangs on them. */
export interface BaseRows {
  readonly base: Vectors;
  readonly ids: Uint32Array;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/**
 * Takes `count` rows, chosen by the seed, out of the base to serve as queries, so that no query finds itself.
 * The rest moves together in place: the given vectors must not be used after.
 */
export function holdOut(
  { base, ids, attributes }: BaseRows,
  { queries: count, seed }: { queries: number; seed: number },
): BaseRows & { readonly queries: Vectors } {
  const { n, dim, data } = base;
  const chosen = sample(seededRandom(seed), n, count);
  const queries = takeRows(base, chosen);
  const isChosen = new Uint8Array(n);
  for (const row of chosen) isChosen[row] = 1;
  const kept = Uint32Array.from({ length: n }, (_, row) => row).filter((row) => isChosen[row] === 0);
  kept.forEach((row, to) => data.copyWithin(to * dim, row * dim, (row + 1) * dim));
  return {
    base: headRows(base, kept.length),
    ids: kept.map((row) => ids[row] as number),
    attributes: new Map([...attributes].map(([name, attribute]) => [name, takeAttribute(attribute, kept)])),
    queries,
  };
}
