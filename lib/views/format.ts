import type { Estimate } from '../analysis/estimate';

/** Three significant digits, thousands with commas; — where there is no number, ∞ where it has no bound. */
export function three(value: number): string {
  if (Number.isNaN(value)) return '—';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
  if (size < -4) return value.toExponential(2).replace('-', '−');
  const digits = Math.max(0, 2 - size);
  return Number(value.toPrecision(3))
    .toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace('-', '−');
}

/** A recall in three decimals; more where three would say 1 of a recall below 1. */
export function recallText(value: number): string {
  if (Number.isNaN(value)) return '—';
  for (let digits = 3; digits <= 6; digits++) {
    const text = value.toFixed(digits);
    if (value >= 1 || Number(text) < 1) return text;
  }
  return '0.999999';
}

/** A whole number with commas. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A share as per cent with three significant digits. */
export const percent = (share: number): string => (Number.isNaN(share) ? '—' : `${three(share * 100)} %`);

/** A share that was asked for, as it was asked: 0.001 is `0.1 %`. */
export const asked = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;

const single = {
  runs: 'run',
  builds: 'build',
  queries: 'query',
  points: 'point',
  slices: 'slice',
  requests: 'request',
} as const;

/** Said where an interval would stand, e.g. `no interval: 3 runs`. */
export const noInterval = ({ n, unit }: Estimate): string =>
  `no interval: ${whole(n)} ${n === 1 ? single[unit] : unit}`;

/** The interval's ends, e.g. `402–455`; undefined where there is none. */
export function intervalText({ low, high }: Estimate, format = three): string | undefined {
  if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
  return `${format(low)}–${format(high)}`;
}

/** Value and interval in a sentence, e.g. `431 (402–455)`. */
export function withInterval(estimate: Estimate, format = three): string {
  return `${format(estimate.value)} (${intervalText(estimate, format) ?? noInterval(estimate)})`;
}

/** `1 client`, `4 clients`. */
export const counted = (n: number, noun: string): string => `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
