import { bootstrap, type BootstrapOptions } from './bootstrap';
import type { Estimate } from './estimate';
import { independentGroups } from './groups';
import { median } from './moments';

/** Each value as often as its run counts. */
export const repeated = (values: readonly number[], counts: readonly number[]): number[] =>
  values.flatMap((value, i) => new Array<number>(counts[i] ?? 0).fill(value));

/** Median of one value a run, with its interval; `builds` says which index each run searched. */
export const medianOver = (
  values: readonly number[],
  builds: readonly string[],
  options?: BootstrapOptions,
): Estimate => bootstrap(independentGroups(builds), (counts) => median(repeated(values, counts)), options);
