import type { DatasetDescription } from '../../truth/describe';
import { three } from '../../views/format';
import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';

/** What is in each dataset, one row each. */
export const descriptionTable = (descriptions: readonly DatasetDescription[]): Table =>
  table(
    descriptions.map((one) => ({
      dataset: one.synthetic ? `${one.name} (synthetic)` : one.name,
      vectors: one.n.toLocaleString('en-US'),
      dim: one.dim,
      stored: one.type,
      metric: one.metric,
      'median norm': one.norms.median,
      'norm from': one.norms.min,
      to: one.norms.max,
      'median distance to the nearest': one.nearest?.median ?? null,
      duplicates: one.duplicates,
      'intrinsic dimension': dimensionText(one),
    })),
  );

/** The estimate with its 95 % interval, or why there is none. */
export function dimensionText({ intrinsicDimension: found }: DatasetDescription): string {
  if (found.state === 'undefined') return `none: ${found.why}`;
  const { value, interval } = found;
  return interval ? `${three(value)} (${three(interval.low)}–${three(interval.high)})` : three(value);
}
