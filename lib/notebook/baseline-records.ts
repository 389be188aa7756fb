import { join } from 'node:path';
import { LabError } from '../base/lab-error';
import { projectRoot } from '../base/paths';
import type { Record } from '../results/record';
import { readRuns } from '../results/run-store';

/** The lab's own records that come with the project, of every run. LabError `no-baseline` where there are none. */
export async function baselineRecords(): Promise<Record[]> {
  const folder = join(projectRoot, 'results', 'baselines');
  const { runs } = await readRuns(folder);
  const records = runs.flatMap((run) => run.records);
  if (records.length > 0) return records;
  throw new LabError({
    code: 'no-baseline',
    where: folder,
    what: 'holds no record',
    remedy: 'check the project out anew',
  });
}
