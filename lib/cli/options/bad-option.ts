import { LabError } from '../../base/lab-error';

/** The error for an option's value that cannot be used. */
export const badOption = (option: string, what: string, remedy?: string): LabError =>
  new LabError({ code: 'bad-option', where: option, what, ...(remedy === undefined ? {} : { remedy }) });
