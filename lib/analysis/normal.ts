/**
 * Standard normal distribution function. Absolute error about 1e-15.
 * Source: G. Marsaglia, "Evaluating the normal distribution", J. Statistical Software 11(4), 2004.
 */
export function normalCdf(x: number): number {
  // A NaN would never settle.
  if (Number.isNaN(x)) return NaN;
  if (x < -8) return 0;
  if (x > 8) return 1;
  const square = x * x;
  let sum = x;
  let term = x;
  for (let i = 3, before = 0; sum !== before; i += 2) {
    before = sum;
    term *= square / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * square - 0.5 * Math.log(2 * Math.PI));
}

/** Inverse of {@link normalCdf} by bisection; ±Infinity at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  let low = -8;
  let high = 8;
  for (let step = 0; step < 64; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
