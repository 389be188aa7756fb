import { LabError } from '../base/lab-error';

/** The error of an engine that costs money, where nobody said that it may be spent. */
export const notConfirmed = (engine: string): LabError =>
  new LabError({
    code: 'not-confirmed',
    where: engine,
    what: 'it costs money, and nobody said that it may be spent',
    remedy: 'answer yes when asked, or give --yes',
  });
