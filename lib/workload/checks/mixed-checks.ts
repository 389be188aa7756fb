import type { Finding } from '../../results/record';

/** Whether a row came back though its delete had been acknowledged before the search was sent; of a cell that deletes. */
export function staleAnswers(of: { stale: number; searches: number; deletes: number }, eventual: boolean): Finding {
  const told = of.searches > 0 && of.deletes > 0;
  const verdict = of.stale > 0 ? (eventual ? 'warn' : 'fail') : told ? 'pass' : 'warn';
  return {
    check: 'stale-answers',
    verdict,
    numbers: of,
    advice:
      of.stale > 0
        ? `${of.stale} rows came back in ${of.searches} searches after their delete had been acknowledged${eventual ? ', as it declares' : ''}`
        : told
          ? 'no deleted row came back'
          : `${of.searches} searches were made and ${of.deletes} deletes acknowledged: nothing is known of deleted rows; ask for more requests`,
  };
}

/** Share by which recall of fresh rows may be lower than that of the others before it is said: some is chance. */
const tolerated = 0.05;

/** Whether acknowledged inserts are found as well as the rows that were there from the beginning; of a cell that inserts. */
export function freshRows(
  of: { fresh: { due: number; missed: number }; rest: { due: number; missed: number } },
  eventual: boolean,
): Finding {
  const { fresh, rest } = of;
  const numbers = { due: fresh.due, missed: fresh.missed, restDue: rest.due, restMissed: rest.missed };
  const worse = fresh.missed / fresh.due - rest.missed / Math.max(1, rest.due);
  const verdict = worse <= tolerated ? 'pass' : 'warn';
  const missed = `${fresh.missed} of ${fresh.due} true neighbours inserted in the window were missed`;
  return {
    check: 'fresh-rows',
    verdict,
    numbers,
    advice:
      fresh.due === 0
        ? 'no search had to find a row inserted in the window: nothing is known of fresh rows; ask for more requests'
        : verdict === 'pass'
          ? `acknowledged inserts are found like the rest: ${missed}`
          : `acknowledged inserts are found later${eventual ? ', as it declares' : ' though it declares that they can be found at once'}: ${missed}, of the rest ${rest.missed} of ${rest.due}`,
  };
}

/** Whether the engine counts afterwards what it acknowledged; writes that failed may have taken place or not. */
export function countAfterWrites(of: { expected: number; uncertain: number; counted: number }): Finding {
  const verdict = Math.abs(of.counted - of.expected) <= of.uncertain ? 'pass' : 'fail';
  return {
    check: 'count-after-writes',
    verdict,
    numbers: of,
    advice:
      verdict === 'pass'
        ? 'the engine counts what it acknowledged'
        : `the engine counts ${of.counted} vectors, and acknowledged ${of.expected}: the truth of each moment is of another set`,
  };
}

/** Whether writes failed, and whether there was something to write for as long as was asked. */
export function writesMade(of: { writes: number; failed: number; ranOut: boolean }): Finding {
  const { writes, failed, ranOut } = of;
  const verdict = failed > 0.01 * writes ? 'fail' : failed > 0 || ranOut ? 'warn' : 'pass';
  const remarks = [
    ...(failed > 0 ? [`${failed} of ${writes} writes failed`] : []),
    ...(ranOut
      ? ['the window ended when no row was left to insert or to delete: take more rows or smaller shares']
      : []),
  ];
  return {
    check: 'writes',
    verdict,
    numbers: { writes, failed, ranOut: ranOut ? 1 : 0 },
    advice: remarks.join('; ') || 'every write was acknowledged',
  };
}
