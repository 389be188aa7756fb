/** How many rows an engine acknowledged. */
export interface AcknowledgedRows {
  /** Rows that are there if none of the ids deleted since the last count was. */
  most(): number;
  inserted(rows: number): void;
  /** An engine that does not say how many it deleted may have been asked for ids that were not there. */
  removed(ids: number): void;
  /** Whether so many rows can be there; if so, they are what is acknowledged from now on. */
  settle(counted: number): boolean;
}

/**
 * For engines that neither refuse an id that is there nor say how many they deleted: what `verify` holds their count against.
 * Counting at every deletion instead would be measured as a part of it, and be wrong where several delete at once. Between a deletion
 * and the next `verify` it is less strict: as many rows as ids were deleted may be missing for another reason.
 */
export function acknowledgedRows(): AcknowledgedRows {
  let most = 0;
  let perhapsGone = 0;
  return {
    most: () => most,
    inserted(rows) {
      most += rows;
    },
    removed(ids) {
      perhapsGone += ids;
    },
    settle(counted) {
      if (counted > most || counted < most - perhapsGone) return false;
      most = counted;
      perhapsGone = 0;
      return true;
    },
  };
}
