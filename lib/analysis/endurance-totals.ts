import type { EnduranceRecord } from '../results/record';

/** What all slices of one long run come to together. */
export interface EnduranceTotals {
  readonly requests: number;
  readonly failed: number;
  /** Share of the true neighbours found, by id and counting ties; a failed request found none. */
  readonly recall: number;
  readonly recallTies: number;
}

export function enduranceTotals({ slices, k }: EnduranceRecord): EnduranceTotals {
  const sum = (of: (slice: (typeof slices)[number]) => number): number =>
    slices.reduce((total, slice) => total + of(slice), 0);
  const requests = sum((slice) => slice.requests);
  return {
    requests,
    failed: sum(({ failed }) => failed),
    recall: sum(({ hits }) => hits) / (requests * k),
    recallTies: sum(({ tieHits }) => tieHits) / (requests * k),
  };
}
