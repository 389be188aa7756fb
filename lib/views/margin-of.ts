import type { ObjectiveVerdict } from '../analysis/objectives';

/** What is left to the limit at the interval's worse end, as a share of the limit; undefined where none can be said. */
export function marginOf({ objective, margin }: Pick<ObjectiveVerdict, 'objective' | 'margin'>): number | undefined {
  const limit = 'atMost' in objective ? objective.atMost : objective.atLeast;
  const share = (margin?.worst.absolute ?? NaN) / limit;
  return Number.isFinite(share) ? share : undefined;
}
