import type { Metric } from '../datasets/dataset';

/** Numbers of the form `array[at … at + dim)`: one row of a larger array, or a vector with `at` 0. */
export type Components = Float32Array | Float64Array;

/**
 * The distance of two vectors as the lab defines it: every recall, every ground truth and every check uses this value.
 *
 * All of it is in double precision, from the stored components, in the form that does not cancel:
 * - `l2`: √Σ(xᵢ − yᵢ)²
 * - `cosine`: ½Σ(xᵢ/‖x‖ − yᵢ/‖y‖)², which is 1 − cosine, but is 0 for equal vectors and keeps its relative
 *   precision for near ones, where `1 − cosine` has lost it
 * - `ip`: −Σxᵢyᵢ
 *
 * The sums are compensated (Neumaier 1974), so their rounding error does not grow with the dimension: about 4 × 10⁻¹⁶
 * of the distance (of 1 for cosine). Rows are ordered by this double; what it cannot tell apart is a tie. A zero vector
 * under `cosine` gives NaN; callers refuse it before.
 */
export function distance(metric: Metric, x: Components, xAt: number, y: Components, yAt: number, dim: number): number {
  if (metric === 'l2') return Math.sqrt(sumOfSquares(x, xAt, 1, y, yAt, 1, dim));
  if (metric === 'ip') return 0 - dot(x, xAt, y, yAt, dim);
  return 0.5 * sumOfSquares(x, xAt, norm(x, xAt, dim), y, yAt, norm(y, yAt, dim), dim);
}

/** The Euclidean length of a vector, in double precision with a compensated sum. */
export function norm(x: Components, at: number, dim: number): number {
  return Math.sqrt(dot(x, at, x, at, dim));
}

/** Σ(xᵢ/xScale − yᵢ/yScale)². */
function sumOfSquares(
  x: Components,
  xAt: number,
  xScale: number,
  y: Components,
  yAt: number,
  yScale: number,
  dim: number,
): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < dim; i++) {
    const difference = (x[xAt + i] as number) / xScale - (y[yAt + i] as number) / yScale;
    const term = difference * difference;
    const next = sum + term;
    lost += sum >= term ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Σxᵢyᵢ; the products of float32 components are exact in double precision. */
function dot(x: Components, xAt: number, y: Components, yAt: number, dim: number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < dim; i++) {
    const term = (x[xAt + i] as number) * (y[yAt + i] as number);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}
