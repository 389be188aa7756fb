import type { Finding } from '../../results/record';

/** Whether a row came back though its delete had been acknowledged before the search was sent. */
export function staleAnswers(of: { stale: number; searches: number }, eventual: boolean): Finding {
  const verdict = of.stale === 0 ? 'pass' : eventual ? 'warn' : 'fail';
  return {
    check: 'stale-answers',
    verdict,
    numbers: of,
    advice:
      verdict === 'pass'
        ? 'no deleted row came back'
        : `${of.stale} rows came back in ${of.searches} searches after their delete had been acknowledged${eventual ? ', as it declares' : ''}`,
  };
}

/** Share by which recall of fresh rows may be lower than that of the others before it is said: some is chance. */
const tolerated = 0.05;

/** Whether acknowledged inserts are found as well as the rows that were there from the beginning. */
export function freshRows(
  of: { fresh: { due: number; missed: number }; rest: { due: number; missed: number } },
  eventual: boolean,
): Finding {
  const { fresh, rest } = of;
  const numbers = { due: fresh.due, missed: fresh.missed, restDue: rest.due, restMissed: rest.missed };
  const worse = fresh.missed / Math.max(1, fresh.due) - rest.missed / Math.max(1, rest.due);
  const verdict = worse > tolerated ? 'warn' : 'pass';
  const missed = `${fresh.missed} of ${fresh.due} true neighbours inserted in the window were missed`;
  return {
    check: 'fresh-rows',
    verdict,
    numbers,
    advice:
      verdict === 'pass'
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
