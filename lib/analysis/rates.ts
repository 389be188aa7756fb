import type { RunValue } from './independent-values';
import type { MeasuredSummary } from './summary';

/** The rate of each run of a setting, to {@link compare} with another's. */
export const rates = ({ runs }: MeasuredSummary): RunValue[] => runs.map(({ qps, build }) => ({ value: qps, build }));
