import type { PublishedRow } from '../../results/published/published-row';
import { pass, rule, warn, type Rule } from './rule';
import { exactly, stated } from './stated';

/** In a smaller set such an index does find everything. */
const fewestRows = 100_000;
const approximate = /hnsw|ivf|diskann|vamana|annoy|scann/i;

/** Recall of exactly 1 where the index is named an approximate one. */
export const recallOne: Rule = rule({
  check: 'recall-one',
  asks: 'Does an approximate index find everything?',
  premises:
    'The index is named an approximate one, of 100,000 vectors or more, and no filter is set: with a filter that leaves little, many engines search exactly, and a ' +
    'recall of 1 is right.',
  falseAlarms:
    'A wide search, or few queries, can reach a printed 1, so the verdict is no more than a warning; a missing truth that is ' +
    'counted as 1 looks the same.',
  row(row) {
    const found = stated(row, ['recall', 'rate']);
    if (typeof found === 'string') return found;
    if (row.filter !== 'none')
      return row.filter === undefined ? 'not stated: whether a filter was set' : 'a filter is set';
    if (row.rows === undefined) return 'not stated: number of vectors';
    if (row.rows < fewestRows) return 'so few vectors that an approximate index may find all';
    if (row.params?.exact === true) return 'an exact search was asked for';
    const index = indexOf(row);
    if (index === undefined) return 'not stated: an index that is known as approximate';
    const { recall } = found;
    if (recall > 1) return 'a recall above 1';
    return recall < 1
      ? pass({ recall }, `a recall of ${exactly(recall)}, below 1, from ${index}`)
      : warn(
          { recall },
          `a recall of exactly 1 from ${index}: cannot be right unless the search was very wide or the queries few; ask how the truth was made`,
        );
  },
});

/** The approximate index that the parameters name, or imply by those of HNSW. */
function indexOf({ params = {} }: PublishedRow): string | undefined {
  const named = Object.values(params).find((value) => typeof value === 'string' && approximate.test(value));
  if (named !== undefined) return String(named);
  return Object.keys(params).some((name) => /^(ef_?construct(ion)?|hnsw_ef)$/i.test(name)) ? 'HNSW' : undefined;
}
