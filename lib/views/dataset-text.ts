import type { RecordCommon } from '../results/record';
import { whole } from './format';

/** A dataset in a heading: `sift-photos, 10,000 × 128, l2`. A generated one is told by its shape, its name would fill the line. */
export const datasetText = ({ name, synthetic, n, dim, metric }: RecordCommon['dataset']): string =>
  `${synthetic ? 'synthetic' : name}, ${whole(n)} × ${dim}, ${metric}`;
