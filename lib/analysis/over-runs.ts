import { bootstrap, type BootstrapOptions } from './bootstrap';
import type { Estimate } from './estimate';
import { independentGroups } from './groups';
import { medianOfCounts } from './median-of-counts';

/** Median of one value a run, with its interval; `builds` says which index each run searched. */
export const medianOver = (
  values: readonly number[],
  builds: readonly string[],
  options?: BootstrapOptions,
): Estimate => bootstrap(independentGroups(builds), medianOfCounts(values), options);
