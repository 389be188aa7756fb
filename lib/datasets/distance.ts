import type { Metric } from './dataset';

/** The distance of two vectors in double precision, as {@link Metric} defines it. */
export function distance(metric: Metric, a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  let dot = 0;
  let normA = 0;
  let normB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    squares += (x - y) * (x - y);
    dot += x * y;
    normA += x * x;
    normB += y * y;
  }
  if (metric === 'l2') return Math.sqrt(squares);
  return metric === 'ip' ? -dot : 1 - dot / Math.sqrt(normA * normB);
}
