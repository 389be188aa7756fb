import { regularizedBeta } from './regularized-beta';

/**
 * Interval of a share, of how many did among n that did so independently, n from 1: neither end makes what was seen rarer than
 * half of 1 − `level`, so that it holds the truth in that share of cases at least; of 95 % if no level is given.
 * Source: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26, 1934.
 */
export function clopperPearson(
  count: number,
  n: number,
  level = 0.95,
): { readonly low: number; readonly high: number } {
  const tail = (1 - level) / 2;
  // P(count or more) rises with the share, P(count or fewer) falls.
  const orMore = (share: number) => regularizedBeta(share, count, n - count + 1);
  const orFewer = (share: number) => 1 - regularizedBeta(share, count + 1, n - count);
  return {
    low: count === 0 ? 0 : lastWhere((share) => orMore(share) < tail),
    high: count === n ? 1 : lastWhere((share) => orFewer(share) > tail),
  };
}

/** The share up to which something is so, by bisection. */
function lastWhere(isSo: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (isSo(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
