import { studentQuantile } from './student';
import type { Estimate } from './estimate';
import { independentValues, type RunValue } from './independent-values';
import { mean, standardDeviation } from './moments';
import { welch } from './welch';

/** The logarithm of a figure, the standard error of it, and its degrees of freedom. */
export interface LogFigure {
  readonly centre: number;
  readonly error: number;
  readonly freedom: number;
}

const logsOf = (runs: readonly RunValue[]): number[] => independentValues(runs).map(Math.log);

/** Of the runs of one setting. */
export function logFigure(runs: readonly RunValue[]): LogFigure {
  const logs = logsOf(runs);
  return { centre: mean(logs), error: standardDeviation(logs) / Math.sqrt(logs.length), freedom: logs.length - 1 };
}

/** Of one setting's runs over another's, by {@link welch}, its degrees of freedom rounded down. */
export function logRatio(above: readonly RunValue[], below: readonly RunValue[]): LogFigure {
  const [a, b] = [logFigure(above), logFigure(below)];
  const { freedom } = welch(logsOf(above), logsOf(below));
  return {
    centre: a.centre - b.centre,
    error: Math.hypot(a.error, b.error),
    freedom: Number.isFinite(freedom) ? Math.floor(freedom) : a.freedom + b.freedom,
  };
}

/**
 * The ends of a 95 % interval of the highest of several figures, which the highest that was measured flatters. It is below none of
 * their lower ends, each rarer than 2.5 % / their number wrong (Bonferroni), and its own upper end is among their upper ends, each
 * rarer than 2.5 % wrong: so the highest of either hold it. Student's t on the logarithmic scale, as no bootstrap of 5 runs
 * reaches that far.
 */
export function highestOf(figures: readonly LogFigure[]): Pick<Estimate, 'low' | 'high'> {
  const reach = ({ error, freedom }: LogFigure, tail: number) =>
    error === 0 ? 0 : studentQuantile(1 - tail, freedom) * error;
  const lows = figures.map((one) => one.centre - reach(one, 0.025 / figures.length));
  const highs = figures.map((one) => one.centre + reach(one, 0.025));
  return { low: Math.exp(Math.max(...lows)), high: Math.exp(Math.max(...highs)) };
}
