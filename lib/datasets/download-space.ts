import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../base/lab-error';

/** @throws LabError `no-space` where the file system has less room than the rest of a download needs */
export async function checkRoom(part: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(part));
  const free = bavail * bsize;
  if (needed <= free) return;
  throw new LabError({
    code: 'no-space',
    where: part,
    what: `the download needs ${needed} more bytes, ${free} are free`,
    remedy: 'free some room, or name another folder in VEXLAB_DOWNLOADS',
  });
}

/** The disk ran full while writing. */
export function noSpace(part: string, done: number, total: number | undefined): LabError {
  return new LabError({
    code: 'no-space',
    where: part,
    what: `the disk is full at byte ${done} of ${total ?? 'unknown'}`,
    remedy: 'free some room and give the command again: it goes on where it stopped',
  });
}
