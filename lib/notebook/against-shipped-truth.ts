import type { Dataset } from '../datasets/dataset';
import { type Agreement, compareNeighbours } from '../truth/compare-neighbours';
import { exactNeighbours } from '../truth/exact-neighbours';
import { cellSignal } from './cell-signal';

/**
 * Computes the exact neighbours of every dataset that came with published ones, as many for each query as were
 * published, and compares the two. Datasets without published truth are left out.
 */
export async function againstShippedTruth(datasets: readonly Dataset[]): Promise<{ [name: string]: Agreement }> {
  const agreements: { [name: string]: Agreement } = {};
  for (const dataset of datasets) {
    if (!dataset.truth) continue;
    const ours = await exactNeighbours(dataset, dataset.truth.k, { signal: cellSignal() });
    agreements[`${dataset.name}, published`] = compareNeighbours(ours, dataset.truth);
  }
  return agreements;
}
