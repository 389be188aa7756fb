import type { BuildFacts } from '../results/record';

type Filled = { readonly build: Pick<BuildFacts, 'rows' | 'insertMs' | 'readyMs' | 'wallMs'> };

/** Vectors acknowledged a second, without what the lab did between inserts. */
export const acknowledgedRate = ({ build: { rows, insertMs } }: Filled): number => rows / (insertMs / 1000);

/**
 * Milliseconds from the first insert until all could be searched. What the lab did between inserts is in it: an engine that indexes in
 * the background had that time too. Older records do not have it, and theirs is the time without.
 */
export const searchableMs = ({ build: { insertMs, readyMs, wallMs } }: Filled): number => wallMs ?? insertMs + readyMs;

/** Vectors a second until all could be searched. */
export const searchableRate = (record: Filled): number => record.build.rows / (searchableMs(record) / 1000);
