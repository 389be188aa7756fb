import type { Estimate } from '../../analysis/estimate';
import type { PlotlyObject } from '../figure';
import { axis } from '../theme';
import { logTicks } from './ticks';

/** The ends of an axis. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** All that a figure draws of an estimate. */
export const endsOf = ({ value, low, high }: Pick<Estimate, 'value' | 'low' | 'high'>): number[] => [value, low, high];

/** Holds all values that have a logarithm, with `room` at both ends, as a factor; of none, one decade. */
export function logRange(values: readonly number[], room: number): Range {
  const drawn = values.filter((value) => value > 0 && value < Infinity);
  return drawn.length === 0 ? { from: 1, to: 10 } : { from: Math.min(...drawn) / room, to: Math.max(...drawn) * room };
}

/** A logarithmic axis with round ticks, if `more` gives no others. */
export const logAxis = (title: string, { from, to }: Range, more: PlotlyObject = {}): PlotlyObject =>
  axis(title, { type: 'log', range: [Math.log10(from), Math.log10(to)], ...logTicks(from, to), ...more });
