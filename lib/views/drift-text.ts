import type { Change } from '../analysis/drift-change';
import type { Trend } from '../analysis/drift-trend';
import type { DriftFigure, EnduranceSummary } from '../analysis/endurance-summary';
import { type Estimate, scaled } from '../analysis/estimate';
import { three } from './format';

const mebibyte = 2 ** 20;

/** How each figure of a long run is named and shown: its unit, and by what its value is multiplied. */
export const driftFigures: {
  readonly [F in DriftFigure]: { readonly name: string; readonly unit: string; readonly factor: number };
} = {
  p50: { name: 'p50', unit: 'ms', factor: 1 },
  p99: { name: 'p99', unit: 'ms', factor: 1 },
  memory: { name: 'memory', unit: 'MiB', factor: 1 / mebibyte },
  errors: { name: 'errors', unit: '%', factor: 100 },
};

export const driftNames = Object.keys(driftFigures) as DriftFigure[];

/** What the figure changed by from the run's beginning to its end, by the slope, in the figure's shown unit. */
export const changeOver = (drift: Trend, figure: DriftFigure): Estimate =>
  scaled(drift.perHour, drift.hours * driftFigures[figure].factor);

/** What the figure changed by where it changes most, in its shown unit; Infinity: to that of a failed request. */
export const changeAt = ({ change: { before, after } }: Change, figure: DriftFigure): number =>
  (after - before) * driftFigures[figure].factor;

/** With its sign, which a change always has. */
export const signed = (value: number): string => `${value > 0 ? '+' : ''}${three(value)}`;

/** `12.1 ms`; a percentile among the failed requests has no number. */
export function levelText(value: number, figure: DriftFigure): string {
  const { unit, factor } = driftFigures[figure];
  return value === Infinity ? 'that of a failed request' : `${three(value * factor)} ${unit}`;
}

/** What a drift is: `p99 rises over the run by +3.2 (+2.1 to +4.3) ms`, `errors rise from 0 % to 98.4 % with slice 25`. */
export function driftText(drift: Trend | Change, figure: DriftFigure): string {
  const { name, unit } = driftFigures[figure];
  const moves = `${name} ${figure === 'errors' ? drift.verdict.replace(/s$/, '') : drift.verdict}`;
  if (drift.by === 'change') {
    const { from, before, after } = drift.change;
    return `${moves} from ${levelText(before, figure)} to ${levelText(after, figure)} with slice ${from + 1}`;
  }
  const { value, low, high } = changeOver(drift, figure);
  return `${moves} over the run by ${signed(value)} (${signed(low)} to ${signed(high)}) ${unit}`;
}

/** `30 s`, `90 min`, `8 h`. */
export function spanText(ms: number): string {
  const { unit, perHour } = timeUnit(ms);
  return `${Number(((ms / 3.6e6) * perHour).toPrecision(3))} ${unit}`;
}

/** The unit in which a span is best told, and how many of it an hour has. */
export const timeUnit = (ms: number): { readonly unit: string; readonly perHour: number } =>
  ms < 180_000
    ? { unit: 's', perHour: 3600 }
    : ms < 3 * 3.6e6
      ? { unit: 'min', perHour: 60 }
      : { unit: 'h', perHour: 1 };

/** `100/s (poisson) for 30 min in 30 slices`. */
export const longLoad = ({ workload: { rate, arrivals, durationMs, slices } }: EnduranceSummary): string =>
  `${three(rate)}/s (${arrivals}) for ${spanText(durationMs)} in ${slices} slices`;
