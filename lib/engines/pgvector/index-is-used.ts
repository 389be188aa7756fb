import type { ContractCheck, Outcome } from '../contract-check';
import type { Params } from '../engine';

const efforts = [10, 40, 100, 200, 400, 1000];
const byDefault = 40;

/**
 * PostgreSQL weighs for each query whether it reads the index or the table, and says so in EXPLAIN. Where it reads the table
 * the answer is exact, and its time is not the index's.
 */
export const indexIsUsed: ContractCheck = {
  name: 'index-is-used',
  question: 'Does it answer from the index, also under a filter?',
  async run(kit): Promise<Outcome> {
    const { engine, data } = kit;
    const collection = await kit.filled({ metric: 'l2' });
    const withSearch = async (search: Params): Promise<Params> => {
      await collection.configure?.(engine.searchOptions.parse(search, engine.name));
      return collection.readBack();
    };
    const plans: Params[] = [];
    for (const ef_search of efforts) plans.push(await withSearch({ ef_search }));
    const usedAt = (kind: 'plan' | 'plan_filtered'): number[] =>
      efforts.filter((_, at) => plans[at]?.[kind] === 'index');
    const [free, filtered] = [usedAt('plan'), usedAt('plan_filtered')];
    await withSearch({ ef_search: 400, enable_seqscan: 'off' });
    const recall = await kit.recall(collection, 'l2');

    const upTo = (used: number[]): string => (used.length === 0 ? 'never' : `up to ef_search ${Math.max(...used)}`);
    const what =
      `Of ${data.ids.length} vectors it reads the index ${upTo(free)}, under a filter ${upTo(filtered)}; beyond that it reads ` +
      `the table. Made to read the index, it has recall@10 ${recall} at ef_search 400.`;
    const numbers = {
      highest_ef_search_from_index: Math.max(0, ...free),
      highest_ef_search_from_index_filtered: Math.max(0, ...filtered),
      recall,
    };
    if (!free.includes(byDefault) || !filtered.includes(byDefault))
      return { verdict: 'finding', what, numbers, advice };
    return free.length + filtered.length === 2 * efforts.length
      ? { verdict: 'pass', what, numbers }
      : { verdict: 'fact', what, numbers, advice };
  },
};

const advice =
  'Look at the plan in each record: where it is no index, the answers are exact and the time is that of a scan. ' +
  'With enable_seqscan = off the index is read.';
