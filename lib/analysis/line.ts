import { mean } from './moments';

/** A straight line through points. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** The line of least squares; its slope is NaN where all x are alike. */
export function leastSquares(x: readonly number[], y: readonly number[]): Line {
  const [centre, height] = [mean(x), mean(y)];
  let [products, squares] = [0, 0];
  x.forEach((at, i) => {
    products += (at - centre) * ((y[i] ?? NaN) - height);
    squares += (at - centre) ** 2;
  });
  const slope = products / squares;
  return { slope, intercept: height - slope * centre };
}
