import { independentGroups } from './groups';
import { median } from './moments';

/** One value of a run, e.g. its rate, and which index it searched. */
export interface RunValue {
  readonly value: number;
  readonly build: string;
}

/** Values that do not depend on each other: of each run, or the median of each build where several runs share one. */
export const independentValues = (runs: readonly RunValue[]): number[] =>
  independentGroups(runs.map(({ build }) => build)).map((group) => median(group.map((run) => runs[run]?.value ?? NaN)));
