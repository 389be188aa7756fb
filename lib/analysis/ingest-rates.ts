import type { BuildFacts } from '../results/record';

type Filled = { readonly build: Pick<BuildFacts, 'rows' | 'insertMs' | 'readyMs'> };

/** Vectors acknowledged a second, without what the lab did between inserts. */
export const acknowledgedRate = ({ build: { rows, insertMs } }: Filled): number => rows / (insertMs / 1000);

/** Vectors a second until all could be searched. */
export const searchableRate = ({ build: { rows, insertMs, readyMs } }: Filled): number =>
  rows / ((insertMs + readyMs) / 1000);
