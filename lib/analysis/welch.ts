import { mean, standardDeviation } from './moments';
import { regularizedBeta } from './regularized-beta';

export interface Welch {
  readonly t: number;
  /** Degrees of freedom, seldom whole. */
  readonly freedom: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Welch's t test: do the means of two independent samples differ? The samples may vary by different amounts.
 * Source: B. L. Welch, "The generalization of 'Student's' problem", Biometrika 34, 1947.
 */
export function welch(a: readonly number[], b: readonly number[]): Welch {
  const [u, v] = [standardDeviation(a) ** 2 / a.length, standardDeviation(b) ** 2 / b.length];
  const difference = mean(a) - mean(b);
  // Samples without any spread: all or nothing.
  if (u + v === 0) return { t: difference / 0, freedom: Infinity, p: difference === 0 ? 1 : 0 };
  const t = difference / Math.sqrt(u + v);
  const freedom = (u + v) ** 2 / (u ** 2 / (a.length - 1) + v ** 2 / (b.length - 1));
  return { t, freedom, p: regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5) };
}
