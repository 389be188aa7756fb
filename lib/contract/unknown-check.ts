import { LabError } from '../base/lab-error';

/** The error for a name that no check has, with those that there are. */
export const unknownCheck = (name: string, where: string, names: Iterable<string>): LabError =>
  new LabError({
    code: 'unknown-check',
    where,
    what: `there is no check "${name}"`,
    remedy: `the checks are ${[...new Set(names)].join(', ')}`,
  });
