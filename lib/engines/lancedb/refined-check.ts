import type { ContractCheck } from '../contract-check';

const search = { ef: 400, nprobes: 20, refine_factor: 10 };
const least = 0.99;

/** What recall lacks without `refine_factor` is either the quantisation's doing, or the index is at fault. */
export const refinedCheck: ContractCheck = {
  name: 'lancedb-refined',
  question: 'Does it find the nearest when it looks at the vectors themselves again (refine_factor)?',
  async run(kit) {
    const numbers: Record<string, number> = {};
    for (const metric of kit.connection.capabilities.metrics) {
      const collection = await kit.filled({ metric, search });
      numbers[metric] = await kit.recall(collection, metric);
    }
    const told = Object.entries(numbers).map(([metric, found]) => `${found.toFixed(3)} by ${metric}`);
    const what = `Recall@10 at ef ${search.ef} and refine_factor ${search.refine_factor} is ${told.join(', ')}.`;
    if (Object.values(numbers).every((found) => found >= least)) return { verdict: 'pass', what, numbers };
    const advice = 'Do not explain a low recall by the quantised index: it lacks more than that.';
    return { verdict: 'finding', what, numbers, advice };
  },
};
