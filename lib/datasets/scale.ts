import { LabError } from '../base/lab-error';
import type { Dataset } from './dataset';
import { datasetDigest } from './digest';
import { headRows } from './vectors';

/** How many base rows to take: the first n, or a name for n. */
export type Scale = 'small' | 'medium' | 'large' | 'full' | number;

/** The rows that each name stands for; `full` takes all. */
export const scaleRows = { small: 10_000, medium: 100_000, large: 1_000_000 } as const;

/**
 * The dataset cut to its first rows, a view of the same memory. Truth of the whole does not hold for a part, so it is
 * dropped, and the digest is that of the part.
 * @throws LabError `scale-too-large` where there are fewer rows, `unknown-scale`
 */
export function atScale(dataset: Dataset, scale: Scale): Dataset {
  if (scale === 'full') return dataset;
  const n = typeof scale === 'number' ? scale : scaleRows[scale];
  if (!Number.isInteger(n) || n < 1) {
    const known = [...Object.keys(scaleRows), 'full'].join(', ');
    const what = `the scale ${String(scale)} is neither ${known} nor a positive number of rows`;
    throw new LabError({ code: 'unknown-scale', where: dataset.name, what });
  }
  const { base, queries, metric, ids } = dataset;
  if (n > base.n) {
    throw new LabError({
      code: 'scale-too-large',
      where: dataset.name,
      what: `the scale ${scale} takes ${n} rows, the dataset has ${base.n}`,
      remedy: `take the scale full, or ${base.n} rows or fewer`,
    });
  }
  if (n === base.n) return dataset;
  const cut = { metric, queries, base: headRows(base, n), ids: ids.subarray(0, n) };
  const { name, attributes, synthetic, provenance } = dataset;
  return { name, attributes, synthetic, provenance, ...cut, digest: datasetDigest(cut) };
}
