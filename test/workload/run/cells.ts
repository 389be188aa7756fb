import { isMeasuredSearch, type MissingRecord, type OkRecord, type Record } from 'vexlab/dist/results/record';

/** The record of a measured search; any other fails the test. */
export const ok = (record: Record | undefined): OkRecord => {
  if (!record || !isMeasuredSearch(record))
    throw new Error(`expected a measured cell: ${JSON.stringify(record).slice(0, 900)}`);
  return record;
};

/** The record of a cell that was not measured; any other fails the test. */
export const missing = (record: Record | undefined): MissingRecord => {
  if (!record || record.state === 'ok') throw new Error('expected a cell that was not measured');
  return record;
};

/** What each check came to. */
export const verdicts = (record: OkRecord) =>
  Object.fromEntries(record.findings.map(({ check, verdict }) => [check, verdict]));
