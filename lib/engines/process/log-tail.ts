import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Colours and cursor moves (ECMA-48 control sequences), which logs carry and one-line errors must not. */
const controlSequence = /\u001b\[[0-9;]*[A-Za-z]/g;

/** The last lines of a log that say something, on one line, at most about `limit` characters; '' when there are none. */
export function logTail(file: string, lines = 3, limit = 400): string {
  const text = lastBytes(file, 16_384)
    .replace(controlSequence, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-lines)
    .join(' | ');
  return text.length > limit ? `…${text.slice(-limit)}` : text;
}

function lastBytes(file: string, count: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    // A log that cannot be read has nothing to add to the error that is being told.
    return '';
  }
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, count));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString();
  } finally {
    closeSync(descriptor);
  }
}
