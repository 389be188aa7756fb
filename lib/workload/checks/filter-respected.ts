import type { Finding } from '../../results/record';
import { noRow } from '../../truth/recall';

/** Whether every row returned passes the filter, by the lab's own attributes and not by what the engine says of them. */
export function filterRespected(rows: Uint32Array, passes: (row: number) => boolean): Finding {
  const returned = rows.filter((row) => row !== noRow);
  const wrong = returned.reduce((sum, row) => sum + (passes(row) ? 0 : 1), 0);
  const verdict = wrong > 0 ? 'fail' : returned.length === 0 ? 'warn' : 'pass';
  const advice = {
    pass: 'every row returned passes the filter',
    warn: 'no row was returned: nothing is known of the filter',
    fail: `${wrong} of ${returned.length} rows returned do not pass the filter: they are no hits, and its rate is that of another search`,
  };
  return {
    check: 'filter-respected',
    verdict,
    numbers: { returned: returned.length, wrong },
    advice: advice[verdict],
  };
}
