import type { ContractCheck } from '../../engines/contract-check';
import { k, nearest, usualMetric } from '../nearest';
import { plain } from '../plain';
import { short } from '../words';

const rows = 1000;
const clients = 32;
/** Queries of each client. */
const turnsEach = 10;

export const concurrentClients: ContractCheck = {
  name: 'concurrent-clients',
  question: 'Do 32 clients at once get the answers that one alone gets?',
  async run(kit) {
    const { collection, data } = await plain(kit, rows);
    const metric = usualMetric(kit.connection.capabilities);
    const ask = async (query: Float32Array): Promise<number[]> => Array.from((await collection.search(query, k)).ids);
    const alone: number[][] = [];
    for (const query of data.queries) alone.push(await ask(query));
    // Each client its own way through the queries, so that different ones are under way at the same time.
    const together = await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        const answers: { at: number; ids: number[] }[] = [];
        for (let i = 0; i < turnsEach; i++) {
          const at = (i + client) % data.queries.length;
          answers.push({ at, ids: await ask(data.queries[at] as Float32Array) });
        }
        return answers;
      }),
    );
    const truth = data.queries.map((query) => nearest(data, metric, query, k));
    const share = (ids: readonly number[], at: number): number =>
      ids.filter((id) => truth[at]?.includes(id)).length / k;
    const answers = together.flat();
    const numbers = {
      answers: answers.length,
      other: answers.filter(({ at, ids }) => ids.join() !== alone[at]?.join()).length,
      recallAlone: mean(alone.map(share)),
      recallTogether: mean(answers.map(({ at, ids }) => share(ids, at))),
    };
    const { other, recallAlone, recallTogether } = numbers;
    const what =
      `${other} of ${answers.length} answers differ from those to one client; ` +
      `recall@10 ${short(recallAlone)} alone, ${short(recallTogether)} together.`;
    if (other === 0) return { verdict: 'pass', what, numbers };
    // Ties, and indexes that are still being merged, may differ and yet be as good.
    if (recallTogether >= recallAlone - 0.01) return { verdict: 'fact', what, numbers };
    return { verdict: 'finding', what, numbers, advice: 'Ask it from one client at a time.' };
  },
};

export const eventLoop: ContractCheck = {
  name: 'event-loop',
  question: 'Does its client let the event loop go while searches are under way?',
  async run(kit) {
    const { collection, data } = await plain(kit, rows);
    let [turns, asking] = [0, true];
    const turn = (): void => {
      turns++;
      if (asking) setImmediate(turn);
    };
    setImmediate(turn);
    const asked = [data.queries, data.queries, data.queries].flat();
    try {
      await Promise.all(asked.map((query) => collection.search(query, k)));
    } finally {
      asking = false;
    }
    return {
      verdict: turns > 0 ? 'pass' : 'finding',
      what: `The event loop ${turns > 0 ? 'turned' : 'did not turn once'} during ${asked.length} searches at once.`,
      ...(turns === 0 && { advice: 'Its rates with several clients are those of one: the client blocks.' }),
    };
  },
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
