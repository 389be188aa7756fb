import { LabError } from '../../base/lab-error';
import { measureClosed } from '../window/measure-closed';
import { closedCells } from './closed-cells';
import type { WorkloadKind } from './workload-kind';

/** Fewest requests of each client: with fewer, the last ones to end would decide the rate. */
const requestsEach = 10;

const cannot = (why: string): string => `no request carries several queries: ${why}`;

/** A closed loop whose requests carry several queries each, in the engine's own call for that: what bulk users see. */
export const batched: WorkloadKind<'batched'> = {
  searches: true,

  of: ({ sizes }, sweep) =>
    closedCells(sweep).flatMap(({ requests, warmup, clients, ...closed }) =>
      sizes.map((size) => ({
        type: 'batched',
        ...closed,
        clients,
        requests: Math.max(Math.ceil(requests / size), requestsEach * clients),
        warmup: warmup === 0 ? 0 : Math.max(Math.ceil(warmup / size), clients),
        size,
      })),
    ),

  describe: ({ k, clients, size }) => `k ${k}, clients ${clients}, ${size} queries in a request`,

  obstacle(_, { capabilities: { batchedSearch } }) {
    if (batchedSearch === true) return undefined;
    const remedy = 'npx vexlab engines says which can; the workload search asks it one query at a time';
    return { state: 'skipped', why: cannot(batchedSearch), remedy };
  },

  async measure(cell, context) {
    const { size } = cell.workload;
    const { capabilities } = await context.pool.start(context.engine, false);
    if (capabilities.batchedSearch !== true) {
      const what = `of the server that was found ${cannot(capabilities.batchedSearch)}`;
      throw new LabError({ code: 'not-supported', where: context.engine.name, what });
    }
    const { facts, requests } = await measureClosed(cell, context, { size });
    return { ...facts, measured: 'batched', batches: { size, requests } };
  },
};
