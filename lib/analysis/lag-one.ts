import { mean } from './moments';
import type { Slice } from './sen-slope';

/**
 * Lag-one autocorrelation of what is left of slices once a course was taken out, from 0 to 0.95: the sample's, freed of the bias
 * −(2 + 4ρ)/n that taking out a course of two parameters leaves.
 */
export function lagOne(left: readonly Slice[]): number {
  const n = left.length;
  const centre = mean(left.map(({ value }) => value));
  let [products, squares] = [0, 0];
  left.forEach(({ at, value }, i) => {
    squares += (value - centre) ** 2;
    const next = left[i + 1];
    // Neighbours alone: a slice may be missing between two.
    if (next?.at === at + 1) products += (value - centre) * (next.value - centre);
  });
  // Where nothing is left, nothing hangs together.
  if (squares === 0) return 0;
  const corrected = ((n * products) / squares + 2) / (n - 4);
  return Math.min(0.95, Math.max(0, corrected));
}
