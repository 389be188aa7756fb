import type { RunValue } from './independent-values';
import { median } from './moments';

/** One scale of a sweep (vectors, dimensions, clients) and the figure of each of its runs. */
export interface ScalePoint {
  readonly x: number;
  readonly runs: readonly RunValue[];
}

/** Points of one value each, e.g. a build time read once at each n. */
export const singlePoints = (pairs: readonly (readonly [x: number, y: number])[]): ScalePoint[] =>
  pairs.map(([x, value]) => ({ x, runs: [{ value, build: `${x}` }] }));

/** Median of a point's runs; NaN where it has none. */
export const heightOf = ({ runs }: ScalePoint): number => median(runs.map(({ value }) => value));
