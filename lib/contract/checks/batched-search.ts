import type { ContractCheck, Outcome } from '../../engines/contract-check';
import type { Answer, Filter } from '../../engines/engine';
import { k, nearest, usualMetric } from '../nearest';
import { firstRows, sampleKinds } from '../sample';
import { settle } from '../settle';
import { short } from '../words';

const rows = 1000;
const filter: Filter = { attribute: 'colour', equals: 'green' };

/** What the rate of batched queries rests on: that each of them was searched for as one alone is. */
export const batchedSearch: ContractCheck = {
  name: 'batched-search',
  question: 'Does one request with several queries answer each as a request of its own does?',
  async run(kit): Promise<Outcome> {
    const { capabilities } = kit.connection;
    const { batchedSearch: declared, filter: filters } = capabilities;
    const data = firstRows(kit.data, rows, filters);
    const collection = await kit.open({ capacity: rows, attributes: filters ? sampleKinds : undefined });
    if (declared !== true) {
      if (!collection.searchBatch) return { verdict: 'not-applicable', what: `It cannot be asked: ${declared}.` };
      return { verdict: 'broken', what: `It declares batched search: ${declared}; and has it.` };
    }
    if (!collection.searchBatch) return { verdict: 'broken', what: 'It declares batched search, and has none.' };
    await collection.insert(data);
    await settle(collection);
    const seen = { asked: 0, answered: 0, different: 0, hits: 0, hitsAlone: 0 };
    for (const by of filters ? [undefined, filter] : [undefined]) {
      const keep = by && ((row: number): boolean => data.attributes?.[row]?.[by.attribute] === by.equals);
      for (const asked of [data.queries, data.queries.slice(0, 1)]) {
        const together = await collection.searchBatch(asked, k, by);
        seen.asked += asked.length;
        seen.answered += together.length;
        for (const [at, query] of asked.entries()) {
          const due = nearest(data, usualMetric(capabilities), query, k, keep);
          const [batched, alone] = [idsOf(together[at]), idsOf(await collection.search(query, k, by))];
          seen.different += batched.join() === alone.join() ? 0 : 1;
          seen.hits += due.filter((id) => batched.includes(id)).length;
          seen.hitsAlone += due.filter((id) => alone.includes(id)).length;
        }
      }
    }
    return outcomeOf(seen);
  },
};

const idsOf = (answer: Answer | undefined): number[] => Array.from(answer?.ids ?? []);

function outcomeOf(seen: Record<'asked' | 'answered' | 'different' | 'hits' | 'hitsAlone', number>): Outcome {
  const { asked, answered, different, hits, hitsAlone } = seen;
  const numbers = { queries: asked, answers: answered, different, hits, hitsAlone };
  const what =
    `Of ${asked} queries sent together ${answered} are answered, ${different} otherwise than alone; ` +
    `${short((100 * hits) / hitsAlone)} % as many true neighbours are found.`;
  if (different === 0 && answered === asked) return { verdict: 'pass', what, numbers };
  // Ties may come in another order, and be as good.
  if (answered === asked && hits >= 0.99 * hitsAlone) return { verdict: 'fact', what, numbers };
  return { verdict: 'finding', what, numbers, advice: 'Send its queries one by one.' };
}
