import { fail, pass, rule, type Rule } from './rule';
import { exactly, stated } from './stated';

/** Decimals that have to be printed for the bounds to say anything. */
const fewestDecimals = 2;

/** Recall and NDCG of the same answers bound each other. */
export const ndcgLimits: Rule = rule({
  check: 'ndcg-limits',
  asks: 'Can recall and NDCG be of the same answers?',
  premises:
    'NDCG adds 1 / log₂(rank + 1) over the true ranks found. So many hits give most where they are the nearest and least where they are ' +
    'the farthest of the k, and by convexity the same bounds hold between the means over all queries. Both are printed with as many decimals.',
  falseAlarms: 'None by arithmetic, for NDCG so defined; half of the last digit printed is left for rounding.',
  row(row) {
    const found = stated(row, ['recall', 'ndcg', 'k', 'rate']);
    if (typeof found === 'string') return found;
    const { recall, ndcg, k } = found;
    const places = Math.max(decimals(recall), decimals(ndcg));
    if (places < fewestDecimals) return `printed with fewer than ${fewestDecimals} decimals`;
    const half = 0.5 * 10 ** -places;
    const least = bound(k, recall - half, 'last') - half;
    const most = bound(k, recall + half, 'first') + half;
    const numbers = { recall, ndcg, least, most };
    const sum = `recall ${exactly(recall)} at k ${k} goes with an NDCG from ${least.toFixed(4)} to ${most.toFixed(4)}; it is ${exactly(ndcg)}`;
    return ndcg >= least && ndcg <= most
      ? pass(numbers, sum)
      : fail(numbers, `${sum}: the two are not of the same answers`);
  },
});

const decimals = (value: number): number => (String(value).split('.')[1] ?? '').length;

/** NDCG of `recall` × k hits (a part of a hit in between) where they are the first or the last of the k true ranks. */
function bound(k: number, recall: number, where: 'first' | 'last'): number {
  const gains = Array.from({ length: k }, (_, rank) => 1 / Math.log2(rank + 2));
  if (where === 'last') gains.reverse();
  const hits = Math.min(k, Math.max(0, recall * k));
  const sum = gains.reduce((total, gain, i) => total + gain * Math.min(1, Math.max(0, hits - i)), 0);
  return sum / gains.reduce((total, gain) => total + gain, 0);
}
