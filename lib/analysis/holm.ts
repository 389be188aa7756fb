/**
 * p-values of tests made together, each corrected for their number; in the order given. Where nothing differs, the chance
 * that any of them falls below 0.05 is at most 5 %.
 *
 * Holm's correction, because it asks nothing of how the tests depend on each other (comparisons of one table share their
 * settings), and because it never shows less than Bonferroni's. False discovery rates would let one claim in twenty be
 * wrong; here every claim is meant to hold.
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
 */
export function holm(pValues: readonly number[]): number[] {
  const rising = pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  rising.forEach(({ p, at }, before) => {
    least = Math.max(least, Math.min(1, p * (pValues.length - before)));
    adjusted[at] = least;
  });
  return adjusted;
}
