import type { Figure } from 'vexlab/dist/views/figure';

/** A figure as text to compare: numbers to six significant digits, so that no last bit of a machine decides. */
export const golden = ({ data, layout, text }: Figure): string =>
  `${JSON.stringify({ data, layout, text }, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value), 1)}\n`;
