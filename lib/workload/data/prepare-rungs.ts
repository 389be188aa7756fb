import type { Dataset, Neighbours } from '../../datasets/dataset';
import { rowsOfShare, rungOf, sharesOf } from './filter-ladder';
import type { Laboratory } from '../run/laboratory';
import type { PreparedRung } from './prepared-dataset';
import type { Sweep } from '../sweep/sweep';

/** The rungs of a sweep's ladders on a dataset, with their truth; one that no row passes is left out. */
export async function prepareRungs(
  dataset: Dataset,
  sweep: Sweep,
  lab: Laboratory,
  options: Parameters<Laboratory['truthAmong']>[3],
): Promise<Map<number, PreparedRung>> {
  const rungs = new Map<number, PreparedRung>();
  for (const share of sharesOf(sweep).filter((one) => rowsOfShare(one, dataset.base.n) > 0)) {
    const rung = rungOf(share, dataset.base.n, sweep.seed);
    const truth = new Map<number, Neighbours>();
    for (const k of sweep.k) truth.set(k, await lab.truthAmong(dataset, rung.rows, k, options));
    rungs.set(share, { ...rung, truth });
  }
  return rungs;
}
