import { canonicalJson } from '../base/canonical-json';
import { isSynthetic, parseSynthetic } from '../datasets/synthetic-spec';
import type { RecordCommon } from '../results/record';

/**
 * What two datasets must share for one to be the other at another size: the name, or, of generated sets, all that they are made
 * from but rows and components: clusters, intrinsic dimension, seed, queries.
 */
export function familyOf({ name }: Pick<RecordCommon['dataset'], 'name'>): string {
  if (!isSynthetic(name)) return name;
  const members = Object.entries(parseSynthetic(name));
  return canonicalJson(Object.fromEntries(members.filter(([member]) => member !== 'n' && member !== 'dim')));
}

/** The same in words: the name of a real set, or what the generated ones share. */
export function familyText({ name }: Pick<RecordCommon['dataset'], 'name'>): string {
  if (!isSynthetic(name)) return name;
  const { clusters, intrinsic, queries, seed } = parseSynthetic(name);
  return `generated sets (${clusters} clusters, intrinsic dimension ${intrinsic}, ${queries} queries, seed ${seed})`;
}

/** A setting of whose dataset only the family is told: along its sizes it is one. */
export const ofFamily = <S extends { readonly dataset: RecordCommon['dataset'] }>(setting: S): S => ({
  ...setting,
  dataset: { ...setting.dataset, name: familyText(setting.dataset) },
});
