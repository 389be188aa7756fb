import { join } from 'node:path';
import { cacheDir } from '../base/paths';
import { noProgress } from '../base/progress';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { checkRequest } from './check-request';
import { exactNeighbours, type ExactNeighboursOptions } from './exact-neighbours';
import { checkedTruth } from './shipped-truth';
import { TruthCache } from './truth-cache';

export interface TruthOptions extends ExactNeighboursOptions {
  /** The cache folder, if not `cacheDir()`; `false`: none is read or written. */
  cache?: string | boolean | undefined;
}

/**
 * The exact k nearest neighbours of a dataset's queries: from the truth that came with it where that has k, checked;
 * else from the cache, also from one of a larger k; else computed and kept. A damaged or unwritable cache is passed
 * over with a note in the progress.
 *
 * Rejects with a LabError: as {@link exactNeighbours}, and `truth-mismatch` as {@link checkedTruth}.
 */
export async function truthFor(dataset: Dataset, k: number, options: TruthOptions = {}): Promise<Neighbours> {
  const { cache = true, progress = noProgress } = options;
  checkRequest(dataset, k);
  if (dataset.truth && dataset.truth.k >= k) return checkedTruth(dataset, dataset.truth, k, options);
  if (cache === false) return exactNeighbours(dataset, k, options);
  const nq = dataset.queries.n;
  const kept = new TruthCache(join(cache === true ? cacheDir() : cache, 'truth'), (note) =>
    progress({ stage: `exact neighbours of ${dataset.name}`, done: 0, total: nq, unit: 'queries', note }),
  );
  const known = await kept.read(dataset.digest, nq, k);
  if (known) return known;
  const computed = await exactNeighbours(dataset, k, options);
  await kept.write(dataset.digest, computed);
  return computed;
}
