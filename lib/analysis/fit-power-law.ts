import { bootstrapStrata, strataOf } from './bootstrap-strata';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { leastSquares, type Line } from './line';
import { medianOfCounts } from './median-of-counts';
import { mean } from './moments';
import { medianOver } from './over-runs';
import { thereAre } from './plural';
import { heightOf, type ScalePoint } from './scale-point';
import { studentQuantile } from './student';

/** A measured point beside the curve. */
export interface FittedPoint {
  readonly x: number;
  /** Median of its runs. */
  readonly y: number;
  readonly fitted: number;
  /** ln(y / fitted): 0.1 is 10 % above the curve. */
  readonly residual: number;
  /** True where the 95 % interval of the point's median leaves the curve out; absent where it has none. */
  readonly off?: boolean;
}

/** y ≈ factor · x^exponent, or why there is no such curve. */
export type PowerLaw =
  | {
      readonly state: 'fitted';
      readonly exponent: Estimate;
      readonly factor: number;
      /** Share of the variance of ln y that the curve explains; NaN where y does not vary. */
      readonly rSquared: number;
      readonly points: readonly FittedPoint[];
      /** What the interval stands for. */
      readonly why: string;
    }
  | { readonly state: 'not available'; readonly why: string };

/**
 * Growth with scale: y ≈ a·x^b by least squares on the logarithms of the medians at each x, in whatever units x and y have.
 * Where every point has 5 runs the interval of b resamples each point's runs ({@link bootstrapStrata}) and stands for their
 * noise alone: whether the curve bends is told by the residuals and by `off`. Simulated with 3 to 6 points of 5 to 10
 * log-normal runs it holds the truth in 92 to 96 %. Else it is Student's t over the points, which takes a bend for noise.
 */
export function fitPowerLaw(points: readonly ScalePoint[]): PowerLaw {
  const why = lacking(points);
  if (why !== undefined) return { state: 'not available', why };
  const logX = points.map(({ x }) => Math.log(x));
  const logY = points.map((point) => Math.log(heightOf(point)));
  const line = leastSquares(logX, logY);
  const residuals = logY.map((y, i) => y - line.intercept - line.slope * (logX[i] ?? NaN));
  const manyRuns = points.every(({ runs }) => runs.length >= fewestUnits);
  return {
    state: 'fitted',
    exponent: manyRuns ? overRuns(points, logX) : overPoints(logX, residuals, line),
    factor: Math.exp(line.intercept),
    rSquared: 1 - sumOfSquares(residuals) / (sumOfSquares(logY.map((y) => y - mean(logY))) || NaN),
    points: points.map((point, i) => besideCurve(point, residuals[i] ?? NaN)),
    why: manyRuns
      ? 'the interval is over runs and stands for their noise; a bend shows in the residuals'
      : `the interval is over ${points.length} points: a point has fewer than ${fewestUnits} runs`,
  };
}

function lacking(points: readonly ScalePoint[]): string | undefined {
  const bad = points.find(
    ({ x, runs }) => !isPositive(x) || runs.length === 0 || !runs.every((r) => isPositive(r.value)),
  );
  if (bad) {
    const values = bad.runs.map(({ value }) => value).join(', ') || 'no value';
    return `a power law takes positive numbers, at x = ${bad.x} there is ${values}`;
  }
  const different = new Set(points.map(({ x }) => x)).size;
  return different < 3 ? `a curve takes 3 different x, ${thereAre(different)}` : undefined;
}

const isPositive = (value: number): boolean => value > 0 && Number.isFinite(value);
const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, v) => sum + v * v, 0);

function overPoints(logX: readonly number[], residuals: readonly number[], { slope }: Line): Estimate {
  const freedom = logX.length - 2;
  const spread = sumOfSquares(logX.map((x) => x - mean(logX)));
  const reach = studentQuantile(0.975, freedom) * Math.sqrt(sumOfSquares(residuals) / freedom / spread);
  const rest = withoutInterval(slope, logX.length, 'points');
  return { ...rest, low: slope - reach, high: slope + reach, method: 't' };
}

function overRuns(points: readonly ScalePoint[], logX: readonly number[]): Estimate {
  let first = 0;
  const medians = points.map(({ runs }) => {
    const [from, to] = [first, (first += runs.length)];
    const of = medianOfCounts(runs.map(({ value }) => value));
    return (counts: readonly number[]) => Math.log(of(counts.slice(from, to)));
  });
  const strata = strataOf(points.map(({ runs }) => runs.map(({ build }) => build)));
  const slope = (counts: readonly number[]) =>
    leastSquares(
      logX,
      medians.map((of) => of(counts)),
    ).slope;
  return bootstrapStrata(strata, slope);
}

function besideCurve(point: ScalePoint, residual: number): FittedPoint {
  const y = heightOf(point);
  const fitted = y / Math.exp(residual);
  const [values, builds] = [point.runs.map(({ value }) => value), point.runs.map(({ build }) => build)];
  const { low, high, method } = medianOver(values, builds);
  const off = method === 'none' ? {} : { off: fitted < low || fitted > high };
  return { x: point.x, y, fitted, residual, ...off };
}
