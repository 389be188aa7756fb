import type { BuildFacts } from '../results/record';

type Filled = { readonly build: Pick<BuildFacts, 'rows' | 'insertMs' | 'readyMs' | 'wallMs'> };

/** Vectors acknowledged a second, without what the lab did between inserts. */
export const acknowledgedRate = ({ build: { rows, insertMs } }: Filled): number => rows / (insertMs / 1000);

/**
 * Milliseconds from the first insert until all could be searched. What the lab did between inserts is in it: an engine that indexes in
 * the background had that time too. Older records do not have it, and theirs is the time without: {@link alikeFilled} first where several
 * stand together.
 */
export const searchableMs = ({ build: { insertMs, readyMs, wallMs } }: Filled): number => wallMs ?? insertMs + readyMs;

/** Vectors a second until all could be searched. */
export const searchableRate = (record: Filled): number => record.build.rows / (searchableMs(record) / 1000);

/** Records that stand together: by the times that all of them have, those of the inserts and the wait, where an older one lacks `wallMs`. */
export function alikeFilled<R extends Filled>(records: readonly R[]): readonly R[] {
  const known = records.filter(({ build }) => build.wallMs !== undefined).length;
  if (known === 0 || known === records.length) return records;
  return records.map((record) => {
    const { insertMs, readyMs } = record.build;
    return { ...record, build: { ...record.build, wallMs: insertMs + readyMs } };
  });
}
