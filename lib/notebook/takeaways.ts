import type { Dataset } from '../datasets/dataset';
import type { Agreement } from '../truth/compare-neighbours';
import type { DatasetDescription } from '../truth/describe';
import { listed, three } from '../views/format';
import { dimensionText } from './tables/description-table';

/** Which datasets are hard to search, and why: in sentences with their numbers. */
export function describeTakeaway(descriptions: readonly DatasetDescription[]): string {
  const estimated = descriptions.flatMap((one) =>
    one.intrinsicDimension.state === 'estimated' ? [{ one, value: one.intrinsicDimension.value }] : [],
  );
  const [first, ...others] = estimated.sort((a, b) => b.value - a.value).map(({ one }) => one);
  const unit = descriptions.filter(({ norms }) => norms.min > 0.99 && norms.max < 1.01).map(({ name }) => name);
  const lengths = descriptions.filter(({ name }) => !unit.includes(name)).map(({ name }) => name);
  return [
    ...(first
      ? [`${first.name} varies in the most directions: intrinsic dimension ${dimensionText(first)} of ${first.dim}.`]
      : []),
    ...others.map((one) => `${one.name}: ${dimensionText(one)} of ${one.dim}.`),
    ...(unit.length > 0 ? [`Unit length: ${listed(unit)}.`] : []),
    ...(lengths.length > 0 ? [`Not of unit length, so the metric matters: ${listed(lengths)}.`] : []),
  ].join(' ');
}

/** What the ground truth was held against, with its numbers. */
export function truthTakeaway(
  { name }: Dataset,
  oracle: Agreement,
  published: { readonly [against: string]: Agreement },
): string {
  const ranks = (one: Agreement): string =>
    `${one.different === 0 ? 'all' : (one.sameRow + one.ties).toLocaleString('en-US')} of ` +
    `${(one.queries * one.k).toLocaleString('en-US')} ranks agree (${one.ties.toLocaleString('en-US')} by a tie)`;
  return [
    `On ${name}, against the oracle, ${ranks(oracle)}; ${oracle.maxRelative === 0 ? 'the distances are the same.' : `the distances differ by at most ${three(oracle.maxRelative)} of their size.`}`,
    ...Object.entries(published).map(([against, one]) => `Against ${against}: ${ranks(one)}.`),
    ...(Object.keys(published).length === 0 ? ['No dataset with published truth is on this machine.'] : []),
  ].join(' ');
}
