import { LabError } from '../base/lab-error';
import type { Metric } from '../datasets/dataset';
import { relativeError } from './filter';

/**
 * One number a row, made once for a base, with which the {@link Filter} decides from a dot product alone:
 * −½‖x‖² for `l2` (shrunk by its rounding error), ‖x‖ for `cosine` and `ip`.
 *
 * Throws a LabError for a value that is not finite (`not-finite`) and for a zero vector under `cosine` (`zero-vector`);
 * `where` names what the rows are.
 */
export function rowWeights(
  base: Float32Array,
  n: number,
  dim: number,
  metric: Metric,
  where = 'exact search',
): Float64Array {
  const weights = new Float64Array(new SharedArrayBuffer(n * Float64Array.BYTES_PER_ELEMENT));
  fillRowWeights(weights, base, 0, n, dim, metric, where);
  return weights;
}

/** {@link rowWeights} of the rows from `first` up to `end`, so that long work can pause between parts. */
export function fillRowWeights(
  weights: Float64Array,
  base: Float32Array,
  first: number,
  end: number,
  dim: number,
  metric: Metric,
  where: string,
): void {
  const shrunk = -0.5 * (1 - relativeError(dim));
  for (let row = first; row < end; row++) {
    const square = squaredNorm(base, row, dim, metric, where);
    weights[row] = metric === 'l2' ? shrunk * square : Math.sqrt(square);
  }
}

/** ‖x‖² of one row, checked as {@link rowWeights} says. */
export function squaredNorm(vectors: Float32Array, row: number, dim: number, metric: Metric, where: string): number {
  let square = 0;
  for (let i = row * dim, end = i + dim; i < end; i++) square += (vectors[i] as number) * (vectors[i] as number);
  if (!Number.isFinite(square)) {
    const at = vectors.subarray(row * dim, (row + 1) * dim).findIndex((value) => !Number.isFinite(value));
    throw new LabError({
      code: 'not-finite',
      where,
      what: `row ${row} has ${vectors[row * dim + at]} in component ${at}`,
      remedy: 'remove or mend that vector',
    });
  }
  if (square === 0 && metric === 'cosine') {
    throw new LabError({
      code: 'zero-vector',
      where,
      what: `row ${row} is a zero vector, which has no cosine`,
      remedy: 'remove that vector or use another metric',
    });
  }
  return square;
}
