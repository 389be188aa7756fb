import { accessSync, constants, statfsSync } from 'node:fs';
import { LabError, messageOf } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';

/** Below this many free bytes no engine can write. */
const least = 1024 * 1024;

/** Makes a folder that an engine can write to; throws `not-writable` or `no-space`. */
export function makeDataFolder(folder: string, where: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw noSpace(folder, where, error);
    throw new LabError({
      code: 'not-writable',
      where,
      what: `cannot write to its data folder ${folder}: ${messageOf(error)}`,
      remedy: 'choose another folder',
      cause: error,
    });
  }
  if (isFull(folder)) throw noSpace(folder, where);
}

/** Whether the file system under a folder has no room left. */
export function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < least;
}

export function noSpace(folder: string, where: string, cause?: unknown): LabError {
  return new LabError({
    code: 'no-space',
    where,
    what: `the disk under its data folder ${folder} is full`,
    remedy: 'free some space or choose another folder',
    cause,
  });
}
