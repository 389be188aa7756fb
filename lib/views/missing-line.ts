import { loadsText } from '../analysis/load-text';
import type { MissingSummary } from '../analysis/summary';

/** What could not be measured in one line: state, engine, dataset, what was asked, the whole reason and what mends it. */
export const missingLine = ({ engine, dataset, asked, reason, why, remedy }: MissingSummary): string =>
  `${reason}: ${engine.title} on ${dataset.name} (${loadsText(asked)}): ${why}${remedy ? `; ${remedy}` : ''}`;
