import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it that are not there; one that is there is left alone. Not by `mkdir` with
 * `recursive`: in Node 20 that never returns where a file system like /proc says ENOENT though the folder above is there.
 * @throws the error of the file system, e.g. with code EACCES, ENOTDIR, or EEXIST where a file is in the way
 */
export function makeFolder(folder: string): void {
  const lacking: string[] = [];
  for (let path = resolve(folder); !existsSync(path) && dirname(path) !== path; path = dirname(path)) {
    lacking.unshift(path);
  }
  for (const path of lacking.length > 0 ? lacking : [resolve(folder)]) makeOne(path);
}

/** Another process may make the same folder at the same time. */
function makeOne(folder: string): void {
  const isFolder = () => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder()) return;
  try {
    mkdirSync(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder()) throw thrown;
  }
}
