import type { Dataset } from '../datasets/dataset';
import { readRow } from '../datasets/vectors';
import { norm } from '../exact/distance';

/** Share by which two equal distances differ when one was rounded to single precision. */
const relative = 1e-6;

/** Share of the vectors' lengths by which a distance is off that was computed in single precision and cancelled. */
const cancelled = 2e-6;

/**
 * Whether a distance made elsewhere, in single precision, is the one between this query and row. Files often compute
 * ‖x‖² + ‖q‖² − 2x·q or 1 − x·q in single precision, whose error is a share of the lengths and not of the outcome.
 * For uint8 components such sums are exact, and no error is granted.
 */
export function sameDistance(dataset: Dataset, query: number, row: number, given: number, exact: number): boolean {
  const { base, queries, metric } = dataset;
  const [a, b] = metric === 'l2' ? [given * given, exact * exact] : [given, exact];
  const difference = Math.abs(a - b);
  const share = relative * Math.max(Math.abs(a), Math.abs(b));
  if (difference <= share) return true;
  if (base.type === 'uint8' && metric !== 'cosine') return false;
  if (metric === 'cosine') return difference <= share + cancelled;
  const x = norm(readRow(base, row, new Float32Array(base.dim)), 0, base.dim);
  const q = norm(readRow(queries, query, new Float32Array(base.dim)), 0, base.dim);
  return difference <= share + cancelled * (metric === 'l2' ? x * x + q * q : x * q);
}
