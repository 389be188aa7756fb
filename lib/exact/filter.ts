import type { Metric } from '../datasets/dataset';

/** Unit roundoff of double precision. */
const u = 2 ** -53;

/**
 * A generous bound on the relative rounding error of sums over `dim` products in double precision.
 *
 * In any order of summation, |fl(x·y) − x·y| ≤ γ‖x‖‖y‖ with γ = dim·u / (1 − dim·u) (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 3.1), and likewise for ‖x‖². Components come from float32, so no product can overflow
 * or underflow. 16 (dim + 8) u is more than four times all the errors added up below.
 */
export const relativeError = (dim: number): number => 16 * (dim + 8) * u;

/** Room for the rounding of {@link distance} itself, which is at most 4u of an l2 distance, and of the tests below. */
const slack = 1 + 64 * u;

/**
 * Which rows cannot be among the k nearest to one query, told from their dot product with it. A row may be left out
 * when `product + slope × weight < threshold`; any other row is to be measured by {@link distance}. No true neighbour
 * can be lost: with L the farthest distance kept so far, X = ‖x‖², Q = ‖q‖², p the product and e = {@link relativeError},
 * all as computed, leaving out means
 * - `l2`: X + Q − 2p − e(X + Q) > L² (1 + 64u). The left side is below the true squared distance, because X, Q and 2p
 *   together are off by at most 3γ(X + Q) and rounding here by a few u(X + Q).
 * - `cosine`: 1 − p / √(XQ) − e > L (1 + 64u), with an error of 4γ on the left and of 40u in {@link distance}.
 * - `ip`: −p − e√(XQ) > L, with an error of 2γ√(XQ) on the left and of 2u√(XQ) in {@link distance}.
 *
 * So the row is farther than L even after every rounding. Where the bound is wide (vectors that differ little beside
 * their length) more rows are measured: slower, never wrong.
 */
export class Filter {
  slope: number;
  threshold: number;
  private readonly error: number;

  /** `square` is ‖q‖². It starts by leaving nothing out. */
  constructor(
    private readonly metric: Metric,
    private readonly square: number,
    dim: number,
  ) {
    this.error = relativeError(dim);
    this.slope = metric === 'l2' ? 1 : metric === 'ip' ? this.error * Math.sqrt(square) : Infinity;
    this.threshold = metric === 'cosine' ? 0 : -Infinity;
  }

  /** From now on leaves out what is certainly farther than `limit`. */
  tighten(limit: number): void {
    if (this.metric === 'l2') this.threshold = 0.5 * (this.square * (1 - this.error) - limit * limit * slack);
    else if (this.metric === 'ip') this.threshold = -limit;
    else this.slope = -(1 - limit * slack - this.error) * Math.sqrt(this.square);
  }
}
