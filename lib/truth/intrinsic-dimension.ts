/** The local intrinsic dimension: how many directions the data take near a point, whatever the vectors' length. */
export type IntrinsicDimension =
  | {
      state: 'estimated';
      value: number;
      /** 95 % interval, from the spread between points (normal approximation on the inverse); absent for one point. */
      interval?: { low: number; high: number; level: 0.95 };
      /** Points that took part, and neighbours of each. */
      points: number;
      k: number;
    }
  | { state: 'undefined'; why: string };

/**
 * Maximum likelihood estimate from the distances of each point to its k nearest neighbours (Levina and Bickel, Maximum
 * Likelihood Estimation of Intrinsic Dimension, NIPS 2004), with the inverses averaged over points as MacKay and
 * Ghahramani correct it (Comments on the above, 2005): 1 / mean of log(T_k / T_j) over points and j < k.
 *
 * `distances` are points × k, ascending, of a true distance (no similarity). Neighbours at distance 0 are duplicates
 * and say nothing; they are left out.
 */
export function intrinsicDimension(distances: Float64Array, k: number): IntrinsicDimension {
  if (k < 2) return { state: 'undefined', why: `it needs 2 neighbours of each point, there is ${k}` };
  const sums: number[] = [];
  const counts: number[] = [];
  for (let at = 0; at + k <= distances.length; at += k) {
    const positive = distances.subarray(at, at + k).filter((distance) => distance > 0);
    if (positive.length < 2) continue;
    const farthest = positive[positive.length - 1] as number;
    sums.push(positive.reduce((sum, distance) => sum + Math.log(farthest / distance), 0));
    counts.push(positive.length - 1);
  }
  if (sums.length === 0) return { state: 'undefined', why: 'no point has two neighbours at a distance above 0' };
  const ratios = counts.reduce((a, b) => a + b);
  const inverse = sums.reduce((a, b) => a + b) / ratios;
  if (inverse === 0) return { state: 'undefined', why: 'all neighbours of a point are equally far' };
  const estimate = { state: 'estimated' as const, value: 1 / inverse, points: sums.length, k };
  if (sums.length < 2) return estimate;
  // Variance of a ratio of sums, since points may have unlike numbers of neighbours.
  const points = sums.length;
  const squares = sums.reduce((sum, value, i) => sum + (value - inverse * (counts[i] as number)) ** 2, 0);
  const half = (1.96 * Math.sqrt((squares * points) / (points - 1))) / ratios;
  const high = inverse > half ? 1 / (inverse - half) : Infinity;
  return { ...estimate, interval: { low: 1 / (inverse + half), high, level: 0.95 } };
}
