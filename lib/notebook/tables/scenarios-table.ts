import { objectiveText } from '../../results/objective';
import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import { type Scenario, scenarios } from '../../workload/sweep/scenarios';

/** Each scenario's load and what is asked of an engine under it. */
export const scenariosTable = (these: readonly Scenario[] = scenarios): Table =>
  table(
    these.map(({ name, what, sweep }) => ({
      scenario: name,
      load: what,
      'asked for': sweep.objectives.map(objectiveText).join(', '),
    })),
  );
