import type { RecordCommon } from '../../results/record';
import { whole } from '../format';

/** What a setting was measured on, in a few words. */
export const comparedDataset = ({ name, synthetic, n, dim, metric }: RecordCommon['dataset']): string =>
  `${name}${synthetic ? ' (synthetic)' : ''}, ${whole(n)} × ${dim}, ${metric}`;
