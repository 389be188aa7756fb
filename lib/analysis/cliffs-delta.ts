/**
 * Effect size between −1 and 1: how much more often a value of `a` exceeds one of `b` than the other way round.
 * Source: N. Cliff, "Dominance statistics", Psychological Bulletin 114, 1993.
 */
export function cliffsDelta(a: readonly number[], b: readonly number[]): number {
  let balance = 0;
  for (const x of a) for (const y of b) balance += Math.sign(x - y);
  return balance / (a.length * b.length);
}
