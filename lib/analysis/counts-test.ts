import { regularizedBeta } from './regularized-beta';
import type { RequestCounts } from './run-figures/run-figure';

/**
 * Two-sided p that as many requests failed in one sample as in the other, if each failed by itself: of all failures together, those
 * of the first are then a binomial share. Exact where failures are rare, cautious where they are not. 1 where none failed.
 * Source: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940.
 */
export function countsTest(a: RequestCounts, b: RequestCounts): number {
  const all = a.failed + b.failed;
  const expected = a.requests / (a.requests + b.requests);
  const atLeast = (count: number, share: number): number =>
    count === 0 ? 1 : regularizedBeta(share, count, all - count + 1);
  return Math.min(1, 2 * Math.min(atLeast(a.failed, expected), atLeast(b.failed, 1 - expected)));
}
