import type { ContractCheck, Outcome } from '../contract-check';

const k = 10;
const effort = 20;

/**
 * From the index come `ef_search` candidates, and the filter is asked afterwards: what it leaves may be fewer than k, though
 * more vectors would pass.
 * @see https://github.com/pgvector/pgvector#filtering
 */
export const filterFromIndex: ContractCheck = {
  name: 'filter-from-index',
  question: 'Is an answer from the index whole under a filter?',
  async run(kit): Promise<Outcome> {
    const { engine, data } = kit;
    const collection = await kit.filled({ metric: 'l2' });
    const answered = async (iterative_scan: string): Promise<{ mean: number; least: number }> => {
      const asked = { ef_search: effort, enable_seqscan: 'off', iterative_scan };
      await collection.configure?.(engine.searchOptions.parse(asked, engine.name));
      const counts: number[] = [];
      for (const query of data.queries) {
        counts.push((await collection.search(query, k, { attribute: 'colour', equals: 'green' })).ids.length);
      }
      return { mean: counts.reduce((sum, count) => sum + count) / counts.length, least: Math.min(...counts) };
    };
    const plain = await answered('off');
    const iterative = await answered('strict_order');
    const passing = (data.attributes ?? []).filter(({ colour }) => colour === 'green').length;
    const what =
      `Asked for ${k} of the ${passing} in ${data.ids.length} vectors that pass, it answers from the index with ${plain.mean} on ` +
      `average and ${plain.least} at the least (ef_search ${effort}); with iterative_scan = strict_order ${iterative.mean} and ` +
      `${iterative.least}.`;
    const numbers = { mean: plain.mean, least: plain.least, mean_iterative: iterative.mean };
    if (plain.least === k) return { verdict: 'pass', what, numbers };
    const advice = 'Set iterative_scan, or ef_search so high that k of its candidates pass the filter.';
    return { verdict: 'finding', what, numbers, advice };
  },
};
