import { isSynthetic, parseSynthetic } from '../datasets/synthetic-spec';
import type { RecordCommon } from '../results/record';
import { whole } from './format';

type Dataset = Pick<RecordCommon['dataset'], 'name' | 'synthetic' | 'n' | 'dim' | 'metric'>;

/** A dataset in a sentence. A generated one is told by its size and what it was made with: its name would fill the line. */
export function datasetName({ name, synthetic, n, dim }: Omit<Dataset, 'metric'>): string {
  if (!isSynthetic(name)) return synthetic ? `${name} (synthetic)` : name;
  const { clusters, intrinsic, seed } = parseSynthetic(name);
  return `synthetic ${whole(n)} × ${dim} (${clusters} clusters, intrinsic ${intrinsic}, seed ${seed})`;
}

/** A dataset in a heading: `sift-photos, 10,000 × 128, l2`. */
export const datasetText = (dataset: Dataset): string =>
  isSynthetic(dataset.name)
    ? `${datasetName(dataset)}, ${dataset.metric}`
    : `${datasetName(dataset)}, ${whole(dataset.n)} × ${dataset.dim}, ${dataset.metric}`;
