import { LabError, messageOf } from '../base/lab-error';

/** A failed write as an error that a user can act on: `no-space`, `not-writable` or `write-failed`. */
export function writeError(path: string, thrown: unknown): LabError {
  if (thrown instanceof LabError) return thrown;
  const errno = (thrown as NodeJS.ErrnoException | undefined)?.code ?? '';
  const kept = 'everything measured before is kept';
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errno)) {
    return new LabError({
      code: 'no-space',
      where: path,
      what: `no space left to write (${errno}); ${kept}`,
      remedy: 'free some space and run the same again: it goes on where it stopped',
      cause: thrown,
    });
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST'].includes(errno)) {
    return new LabError({
      code: 'not-writable',
      where: path,
      what: `cannot be written (${errno})`,
      remedy: 'give an output folder that you may write to',
      cause: thrown,
    });
  }
  return new LabError({
    code: 'write-failed',
    where: path,
    what: `writing failed: ${messageOf(thrown)}; ${kept}`,
    remedy: 'run the same again: it goes on where it stopped',
    cause: thrown,
  });
}
