import { relative } from 'node:path';

/** A path as the reader would type it from where they are. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || short === '' ? path : short;
}
