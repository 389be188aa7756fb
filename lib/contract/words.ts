import { messageOf } from '../base/lab-error';

/** A number for a sentence: three significant digits. */
export const short = (value: number): string => String(Number(value.toPrecision(3)));

/** `1 vector`, `3 vectors`. */
export const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Sentences one after another, each closed by a full stop. */
export const sentences = (parts: readonly string[]): string =>
  parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ');

const longest = 200;

/** An error for a sentence: without addresses, which differ from run to run, and not without end. */
export function told(error: unknown): string {
  const text = messageOf(error).replace(/https?:\/\/\S+/g, '(its address)');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
