import type { CapacityOutcome } from '../../analysis/summarise-capacity';
import { capacityTable } from '../tables/capacity-table';
import { section } from './section';

/** The highest rate that each engine held, where a run searched for it. */
export const capacitySections = (outcomes: readonly CapacityOutcome[]): string[] =>
  outcomes.length === 0 ? [] : [section('capacity', 'The highest rate held', capacityTable(outcomes).html())];
