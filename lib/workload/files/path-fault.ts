import { messageOf } from '../../base/lab-error';
import type { FilesPath } from '../../results/files-report';

const words: { readonly [errno: string]: string } = {
  ENOENT: 'is not there',
  ENOTDIR: 'is no folder',
  EACCES: 'may not be written',
  EPERM: 'may not be written',
  EROFS: 'is read-only',
  ENOSPC: 'is full',
  EDQUOT: 'is full',
  EFBIG: 'takes no file of this size',
};

const full = 'ask for fewer or smaller files: --files, --sizes';
const remedies: { readonly [errno: string]: string } = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: 'ask for smaller files (--sizes), or raise the limit (ulimit -f)',
};

/** Why nothing more was measured under a path, and what mends it, from what its file system threw. */
export function pathFault(thrown: unknown): NonNullable<FilesPath['failed']> {
  const errno = (thrown as NodeJS.ErrnoException).code ?? '';
  const word = words[errno];
  if (word === undefined) return { why: messageOf(thrown) };
  return { why: `${word} (${errno})`, remedy: remedies[errno] ?? 'give a folder that is there and may be written' };
}
