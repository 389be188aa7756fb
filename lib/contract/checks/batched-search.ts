import type { ContractCheck, ContractKit, Outcome } from '../../engines/contract-check';
import type { Answer, Filter } from '../../engines/engine';
import { attempt } from '../attempt';
import { k, nearest, usualMetric } from '../nearest';
import { firstRows, sampleKinds } from '../sample';
import { settle } from '../settle';
import { short } from '../words';

const rows = 1000;
const few = 4;
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
    return outcomeOf(seen, await fewOtherwise(kit));
  },
};

/** In a collection with nothing in it, and in one with fewer vectors than are asked for: where a batch is answered otherwise than a query alone. */
async function fewOtherwise(kit: ContractKit): Promise<string[]> {
  const data = firstRows(kit.data, few, false);
  const asked = data.queries.slice(0, 2);
  const collection = await kit.open({ capacity: few, attributes: undefined });
  const otherwise: string[] = [];
  for (const there of [0, few]) {
    if (there > 0) await collection.insert(data);
    await settle(collection);
    const batch = await attempt(async () => collection.searchBatch?.(asked, k));
    const alone = await attempt(async () => {
      // One after another: what several at once do to each other is another question.
      const answers: Answer[] = [];
      for (const query of asked) answers.push(await collection.search(query, k));
      return answers;
    });
    const same = batch.ok
      ? alone.ok && alone.value.every((answer, at) => idsOf(answer).join() === idsOf(batch.value?.[at]).join())
      : !alone.ok;
    if (!same) otherwise.push(there === 0 ? 'an empty collection' : `${few} vectors, asked for ${k}`);
  }
  return otherwise;
}

const idsOf = (answer: Answer | undefined): number[] => Array.from(answer?.ids ?? []);

function outcomeOf(
  seen: Record<'asked' | 'answered' | 'different' | 'hits' | 'hitsAlone', number>,
  otherwise: readonly string[],
): Outcome {
  const { asked, answered, different, hits, hitsAlone } = seen;
  const numbers = { queries: asked, answers: answered, different, hits, hitsAlone };
  const said =
    `Of ${asked} queries sent together ${answered} are answered, ${different} otherwise than alone; ` +
    `${short((100 * hits) / hitsAlone)} % as many true neighbours are found.`;
  const what =
    otherwise.length > 0
      ? `${said} A batch is answered otherwise than a query alone in ${otherwise.join(' and in ')}.`
      : said;
  if (otherwise.length > 0) return { verdict: 'finding', what, numbers, advice: 'Send its queries one by one.' };
  if (different === 0 && answered === asked) return { verdict: 'pass', what, numbers };
  // Ties may come in another order, and be as good.
  if (answered === asked && hits >= 0.99 * hitsAlone) return { verdict: 'fact', what, numbers };
  return { verdict: 'finding', what, numbers, advice: 'Send its queries one by one.' };
}
