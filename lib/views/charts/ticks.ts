import type { PlotlyObject } from '../figure';
import { three } from '../format';

/**
 * Ticks at 1, 2 and 5 times powers of ten within a range, thinned to powers of ten where there would be many. A range that holds too
 * few of these to be read has ticks at round steps.
 */
export function logTicks(low: number, high: number): PlotlyObject {
  const decades = Math.log10(high / low);
  const steps = decades > 4 ? [1] : decades < 0.5 ? [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9] : [1, 2, 5];
  const values: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (const step of steps) {
      const value = Number((step * 10 ** e).toPrecision(6));
      if (value >= low && value <= high) values.push(value);
    }
  }
  if (values.length > 2 || decades > 1) return { tickvals: values, ticktext: values.map(plain) };
  const round = linearTicks(low, high, 4);
  return {
    tickvals: round,
    ticktext: round.map((value) => value.toLocaleString('en-US', { maximumSignificantDigits: 10 })),
  };
}

/** Ticks at round steps (1, 2, 2.5 or 5 times a power of ten) within a range, about `count` of them. */
export function linearTicks(low: number, high: number, count = 7): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((s) => s * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(10)));
}

const plain = (value: number): string =>
  value >= 1e6 ? three(value) : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
