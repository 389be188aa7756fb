import { three, whole } from './format';

/** A finding's numbers with their names; counts in full. */
export const numbersText = (numbers: Readonly<{ [name: string]: number }>): string =>
  Object.entries(numbers)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? whole(value) : three(value)}`)
    .join(', ');
