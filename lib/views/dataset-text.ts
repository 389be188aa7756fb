import { isSynthetic, parseSynthetic } from '../datasets/synthetic-spec';
import type { RecordCommon } from '../results/record';
import { whole } from './format';

type Dataset = Pick<RecordCommon['dataset'], 'name' | 'synthetic' | 'n' | 'dim' | 'metric'>;

/** A dataset in a sentence. A generated one is told by its size and what it was made with: its name would fill the line. */
export function datasetName({ name, synthetic, n, dim }: Omit<Dataset, 'metric'>): string {
  if (!isSynthetic(name)) return synthetic ? `${name} (synthetic)` : name;
  const { clusters, intrinsic, seed, ...asked } = parseSynthetic(name);
  const size = n === 0 ? `${whole(asked.n)} × ${asked.dim}` : `${whole(n)} × ${dim}`;
  return `synthetic ${size} (${clusters} clusters, intrinsic ${intrinsic}, seed ${seed})`;
}

/** A dataset in a heading: `sift-photos, 10,000 × 128, l2`. Of one that could not be opened no size and no metric is known: its records have 0 rows. */
export function datasetText(dataset: Dataset): string {
  if (dataset.n === 0) return `${datasetName(dataset)}, not opened`;
  return isSynthetic(dataset.name)
    ? `${datasetName(dataset)}, ${dataset.metric}`
    : `${datasetName(dataset)}, ${whole(dataset.n)} × ${dataset.dim}, ${dataset.metric}`;
}
