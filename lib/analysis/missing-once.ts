import { canonicalJson } from '../base/canonical-json';
import { groupBy } from './by-setting';
import type { Outcome } from './summarise-all';
import type { MissingSummary } from './summary';

/** What was not measured, of every workload: each reason of an engine and dataset once, with all that it explains. */
export const missingOnce = (outcomes: readonly Outcome[]): MissingSummary[] =>
  groupBy(
    outcomes.filter((one) => one.state === 'missing'),
    ({ engine, dataset, reason, why, remedy }) =>
      canonicalJson([engine.name, dataset.name, dataset.digest, reason, why, remedy ?? null]),
  ).map((same) => ({
    ...same[0],
    asked: same.flatMap(({ asked }) => asked),
    cells: same.reduce((sum, { cells }) => sum + cells, 0),
  }));
