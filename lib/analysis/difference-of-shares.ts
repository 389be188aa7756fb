import type { Estimate } from './estimate';

/**
 * First share less the second, with an interval made of theirs: each end is as far off as the ends that it hangs on, squared and
 * added, so that two intervals that are wide at 0 make a difference that is. NaN ends where one of them has none.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17,
 * 1998 (method 10); for intervals of any kind G. Y. Zou, A. Donner, Statistics in Medicine 27, 2008.
 */
export function differenceOfShares(first: Estimate, second: Estimate): Estimate {
  const value = first.value - second.value;
  return {
    ...(first.n <= second.n ? first : second),
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}
