import { createHash } from 'node:crypto';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { takeRows } from '../datasets/vectors';
import { type TruthOptions, truthFor } from './truth-for';

/**
 * The exact k nearest among some of a dataset's base rows, which are given ascending; of all of them where they are fewer
 * than k, which the result's `k` says. Kept in the cache under a digest of dataset and rows.
 *
 * Rejects as {@link truthFor} does.
 */
export async function truthAmong(
  dataset: Dataset,
  rows: Uint32Array,
  k: number,
  options: TruthOptions = {},
): Promise<Neighbours> {
  const digest = createHash('sha256').update(dataset.digest).update(Uint32Array.from(rows)).digest('hex');
  // Without the truth that came with the dataset, which is of all rows.
  const { name, metric, queries, attributes, synthetic, provenance } = dataset;
  const ids = rows.map((row) => dataset.ids[row] as number);
  const base = takeRows(dataset.base, rows);
  const among: Dataset = { name, metric, base, queries, ids, attributes, synthetic, digest, provenance };
  const found = await truthFor(among, Math.min(k, rows.length), options);
  return { ...found, rows: found.rows.map((place) => rows[place] as number) };
}
