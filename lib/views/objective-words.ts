import type { ObjectiveVerdict } from '../analysis/objectives';
import type { Objective } from '../results/objective';
import { recallText, three } from './format';

/** What is left to the limit at the interval's worse end, as a share of the limit; undefined where none can be said. */
export function marginOf({ objective, margin }: Pick<ObjectiveVerdict, 'objective' | 'margin'>): number | undefined {
  const limit = 'atMost' in objective ? objective.atMost : objective.atLeast;
  const share = (margin?.worst.absolute ?? NaN) / limit;
  return Number.isFinite(share) ? share : undefined;
}

/** How the figure of an objective is written: recall so that none below 1 looks like it. */
export const objectiveFormat = ({ metric }: Objective): ((value: number) => string) =>
  metric === 'recall@k' ? recallText : three;
