import type { Scale } from '../../datasets/scale';
import { badOption } from './bad-option';

/** What commander hands over for an option that may be given again: each value as typed. */
export type Given = readonly string[];

/** Collects the values of an option that may be given more than once. */
export const again = (value: string, before: Given | undefined): Given => [...(before ?? []), value];

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Comma-separated names, over all times the option was given; each name once. */
export function nameList(option: string, given: Given): string[] {
  const names = unique(given.flatMap((text) => text.split(',').map((name) => name.trim())));
  if (names.includes(''))
    throw badOption(option, `an empty name in "${given.join(',')}"`, 'separate names by one comma');
  return names;
}

/**
 * Names of datasets. A generated set, `synthetic:n=500,dim=16`, has commas of its own: what follows it and looks
 * like `name=value` belongs to it.
 */
export function datasetList(option: string, given: Given): string[] {
  const parts = given.flatMap((text) => {
    const names: string[] = [];
    for (const part of text.split(',').map((name) => name.trim())) {
      const before = names.at(-1);
      if (before?.startsWith('synthetic:') && /^\w+=/.test(part)) names[names.length - 1] = `${before},${part}`;
      else names.push(part);
    }
    return names;
  });
  if (parts.includes(''))
    throw badOption(option, `an empty name in "${given.join(',')}"`, 'separate names by one comma');
  return unique(parts);
}

/** A whole number from `min` up. */
export function whole(option: string, text: string, min: number): number {
  const value = /^\d{1,15}$/.test(text.trim()) ? Number(text) : NaN;
  if (!(value >= min)) throw badOption(option, `"${text}" is not a whole number of at least ${min}`);
  return value;
}

/** Comma-separated whole numbers from `min` up; each once, in the order given. */
export const wholeList = (option: string, given: Given, min: number): number[] =>
  unique(nameList(option, given).map((text) => whole(option, text, min)));

/** Comma-separated whole numbers from 1 on, and the word `largest`; each once, in the order given. */
export const batchList = (option: string, given: Given): (number | 'largest')[] =>
  unique(nameList(option, given).map((text) => (text === 'largest' ? text : whole(option, text, 1))));

/** Comma-separated numbers above 0; each once, in the order given. */
export const numberList = (option: string, given: Given): number[] =>
  unique(
    nameList(option, given).map((text) => {
      const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
      if (!(value > 0)) throw badOption(option, `"${text}" is not a number above 0`);
      return value;
    }),
  );

/** Comma-separated shares between 0 and 1, without the ends; each once, in the order given. */
export const shareList = (option: string, given: Given): number[] =>
  numberList(option, given).map((share) => {
    if (share < 1) return share;
    throw badOption(option, `"${share}" is not a share below 1`, 'give 0.01 for one row in a hundred');
  });

const scaleNames = ['small', 'medium', 'large', 'full'] as const;

/** Comma-separated scales: a name or a number of rows. */
export function scaleList(option: string, given: Given): Scale[] {
  return nameList(option, given).map((text) => {
    const name = scaleNames.find((one) => one === text);
    if (name) return name;
    if (!/^\d/.test(text))
      throw badOption(option, `unknown scale "${text}"`, `give ${scaleNames.join(', ')} or a number of rows`);
    return whole(option, text, 1);
  });
}

/** A time in seconds, as a number greater than 0, in milliseconds. */
export function secondsToMs(option: string, text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
  if (!(seconds > 0)) throw badOption(option, `"${text}" is not a number of seconds above 0`);
  return Math.round(seconds * 1000);
}
