import { LabError } from '../../base/lab-error';
import type { MixedAnswers } from './mixed-loop';

/** Without a search there is neither recall nor latency to tell, and nothing that writes could have slowed. LabError `no-searches`. */
export function mustHaveSearched({ queries, inserts, deletes, ranOut }: MixedAnswers, where: string): void {
  if (queries.length > 0) return;
  const writes = inserts.rows.length + deletes.rows.length;
  const what = `the window held ${writes} writes and no search${ranOut ? ', and then no row was left to write' : ''}`;
  const remedy = 'ask for more requests (--requests), or smaller shares of writes (--inserts, --deletes)';
  throw new LabError({ code: 'no-searches', where, what, remedy });
}
