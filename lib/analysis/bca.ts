import type { Estimate } from './estimate';
import { normalCdf, normalQuantile } from './normal';
import { weightedQuantile, type Weighted } from './weighted';

const tail = (1 - 0.95) / 2;
const tailZ = normalQuantile(1 - tail);

/**
 * The 95 % interval from a bootstrap distribution: bias-corrected and accelerated (B. Efron, "Better bootstrap
 * confidence intervals", JASA 82, 1987), the acceleration from `leftOut`, the statistic without each unit; the plain
 * percentile interval where the correction is undefined (all units alike).
 */
export function bcaInterval(
  draws: readonly Weighted[],
  value: number,
  leftOut: readonly number[],
): Pick<Estimate, 'low' | 'high' | 'method'> {
  const sorted = [...draws].sort((a, b) => a.value - b.value);
  const corrected = correctedTails(sorted, value, leftOut);
  const [low, high] = corrected ?? [tail, 1 - tail];
  return {
    low: weightedQuantile(sorted, low),
    high: weightedQuantile(sorted, high),
    method: corrected ? 'bca' : 'percentile',
  };
}

/** Where BCa cuts the bootstrap distribution instead of at 2.5 % and 97.5 %; undefined where it is degenerate. */
function correctedTails(
  draws: readonly Weighted[],
  value: number,
  leftOut: readonly number[],
): [number, number] | undefined {
  let total = 0;
  let below = 0;
  for (const draw of draws) {
    total += draw.weight;
    if (draw.value < value) below += draw.weight;
    else if (draw.value === value) below += draw.weight / 2;
  }
  const bias = normalQuantile(below / total);
  const centre = leftOut.reduce((sum, v) => sum + v, 0) / leftOut.length;
  const squares = leftOut.reduce((sum, v) => sum + (centre - v) ** 2, 0);
  const cubes = leftOut.reduce((sum, v) => sum + (centre - v) ** 3, 0);
  const acceleration = cubes / (6 * squares ** 1.5);
  const cut = (z: number) => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const tails: [number, number] = [cut(-tailZ), cut(tailZ)];
  return tails.every(Number.isFinite) ? tails : undefined;
}
