import { LabError } from '../base/lab-error';

/** A {@link LabError} of code `bad-file`: the file, what is wrong (with row or byte and value), what to do. */
export function badFile(file: string, what: string, remedy?: string, cause?: unknown): LabError {
  return new LabError({ code: 'bad-file', where: file, what, remedy, cause });
}
