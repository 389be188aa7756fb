/** Of something that has not happened. */
export const never = 0xffffffff;

/**
 * When each row was inserted and deleted, in ticks: places in the one order in which the client sent requests and noticed
 * answers. `never`: was not sent, or was not acknowledged, as one that failed.
 */
export interface RowTimes {
  insertSent: Uint32Array;
  insertAcknowledged: Uint32Array;
  deleteSent: Uint32Array;
  deleteAcknowledged: Uint32Array;
}

/** n rows, of which some are there from the beginning: inserted at tick 0. */
export function rowTimes(n: number, there: Iterable<number>): RowTimes {
  const times = {
    insertSent: new Uint32Array(n).fill(never),
    insertAcknowledged: new Uint32Array(n).fill(never),
    deleteSent: new Uint32Array(n).fill(never),
    deleteAcknowledged: new Uint32Array(n).fill(never),
  };
  for (const row of there) {
    times.insertSent[row] = 0;
    times.insertAcknowledged[row] = 0;
  }
  return times;
}

/**
 * What a row is to a search that was sent and answered at these ticks: certainly there (inserted before, not being deleted);
 * `stale` (its delete was acknowledged before the search was sent); `unsent` (its insert was sent only afterwards, or never);
 * else in flight, and nobody can say.
 */
export function stateOf(
  times: RowTimes,
  row: number,
  sent: number,
  answered: number,
): 'there' | 'stale' | 'unsent' | 'in-flight' {
  if ((times.deleteAcknowledged[row] as number) < sent) return 'stale';
  if ((times.insertSent[row] as number) > answered) return 'unsent';
  const there = (times.insertAcknowledged[row] as number) < sent && (times.deleteSent[row] as number) > answered;
  return there ? 'there' : 'in-flight';
}
