import { LabError } from '../../base/lab-error';
import { attributeOf, defaultLadder, rowsOfShare } from '../data/filter-ladder';
import { filterRespected } from '../checks/filter-respected';
import { measureClosed } from '../window/measure-closed';
import { closedCells } from './closed-cells';
import type { WorkloadKind } from './workload-kind';

/** A closed loop whose searches ask for the rows with an attribute, at each of several shares of rows that have it. */
export const filtered: WorkloadKind<'filtered'> = {
  searches: true,

  of({ selectivities = defaultLadder }, sweep) {
    const ladder = [...selectivities].sort((a, b) => a - b);
    return closedCells(sweep).flatMap((closed) =>
      ladder.map((selectivity) => ({ type: 'filtered', ...closed, selectivity, ladder })),
    );
  },

  describe: ({ k, clients, selectivity }) =>
    `k ${k}, clients ${clients}, a filter that ${selectivity} of the rows pass`,

  obstacle({ workload: { selectivity }, dataset: { name, n } }, engine) {
    if (!engine.capabilities.filter) {
      return {
        state: 'skipped',
        why: `${engine.name} cannot search with a filter`,
        remedy: 'npx vexlab engines says which can',
      };
    }
    if (rowsOfShare(selectivity, n) > 0) return undefined;
    const why = `${selectivity} of the ${n} rows of ${name} is less than one row`;
    return { state: 'skipped', why, remedy: 'take more rows (--scales) or a larger share (--selectivities)' };
  },

  async measure(cell, context) {
    const { selectivity } = cell.workload;
    const { prepared, engine } = context;
    const rung = prepared.rungs.get(selectivity);
    if (!rung) {
      const what = `no exact neighbours among the ${selectivity} of its rows that pass`;
      throw new LabError({ code: 'no-truth', where: prepared.dataset.name, what });
    }
    const { capabilities } = await context.pool.start(engine, false);
    if (!capabilities.filter) {
      const what = 'the server that was found cannot search with a filter';
      throw new LabError({ code: 'not-supported', where: engine.name, what });
    }
    const { filter, truth, passes, rows } = rung;
    const { facts, rows: returned } = await measureClosed(cell, context, { filter, target: { truth, passes } });
    return {
      ...facts,
      measured: 'filtered',
      filter: { attribute: attributeOf(selectivity), selectivity, matching: rows.length },
      findings: [filterRespected(returned, passes), ...facts.findings],
    };
  },
};
