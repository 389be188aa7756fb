import type { PublishedRow } from '../../results/published/published-row';

/** Members that are numbers. */
export type Numeric = {
  [member in keyof PublishedRow]-?: Exclude<PublishedRow[member], undefined> extends number ? member : never;
}[keyof PublishedRow];

const words: { readonly [member in Numeric]: string } = {
  rows: 'number of vectors',
  dim: 'dimension',
  k: 'k',
  clients: 'number of clients',
  rate: 'rate',
  meanMs: 'mean latency',
  p50Ms: 'median latency',
  p95Ms: 'p95',
  p99Ms: 'p99',
  recall: 'recall',
  ndcg: 'NDCG',
  loadS: 'load time',
  loaded: 'count of vectors after the load',
};

/** A number's name in a sentence. */
export const wordFor = (member: Numeric): string => words[member];

/** The numbers asked for, all above 0; else what is absent, or 0, in words. */
export function stated<const Member extends Numeric>(
  row: PublishedRow,
  members: readonly Member[],
): { readonly [member in Member]: number } | string {
  const lacks = members.filter((member) => row[member] === undefined).map(wordFor);
  if (lacks.length > 0) return `not stated: ${lacks.join(', ')}`;
  const zero = members.filter((member) => !((row[member] as number) > 0)).map(wordFor);
  if (zero.length > 0) return `not above 0: ${zero.join(', ')}`;
  return Object.fromEntries(members.map((member) => [member, row[member]])) as { [member in Member]: number };
}

/** A number as a sentence prints it: three significant digits, thousands with commas. */
export const said = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });

/** A number with every digit that it was published with, thousands with commas. */
export const exactly = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 12 });

/** Significant digits that a number was printed with; zeros at its end are lost in reading, and count as none. */
export const significantDigits = (value: number): number =>
  String(Math.abs(value)).replace(/e.*$/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;
