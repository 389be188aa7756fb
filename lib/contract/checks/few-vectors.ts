import type { ContractCheck } from '../../engines/contract-check';
import { attempt } from '../attempt';
import { k, nearest, usualMetric } from '../nearest';
import { plain } from '../plain';
import { settle } from '../settle';
import { told } from '../words';

export const kOverCount: ContractCheck = {
  name: 'k-over-count',
  question: 'Does it answer with all there is when more is asked for?',
  async run(kit) {
    const { collection, data } = await plain(kit, 4);
    const query = data.queries[0] as Float32Array;
    const found = Array.from((await collection.search(query, k)).ids);
    const all = nearest(data, usualMetric(kit.connection.capabilities), query, 4);
    const good = found.length === 4 && all.every((id, i) => id === found[i]);
    return {
      verdict: good ? 'pass' : 'finding',
      what: `Asked for ${k} of 4 vectors it answers with ${found.length}${good || found.length !== 4 ? '' : ', not the nearest first'}.`,
      numbers: { asked: k, there: 4, answered: found.length },
      ...(!good && { advice: 'Ask for no more neighbours than there are vectors.' }),
    };
  },
};

export const emptyCollection: ContractCheck = {
  name: 'empty-collection',
  question: 'What does a search find in an empty collection?',
  async run(kit) {
    const { data } = kit;
    const collection = await kit.open({ attributes: undefined, capacity: 4 });
    await settle(collection);
    const found = await attempt(() => collection.search(data.queries[0] as Float32Array, k));
    if (!found.ok) return { verdict: 'fact', what: `It refuses to search an empty collection: ${told(found.error)}.` };
    const answered = found.value.ids.length;
    return {
      verdict: answered === 0 ? 'pass' : 'finding',
      what: `It answers with ${answered} ids.`,
      numbers: { answered },
      ...(answered > 0 && { advice: 'Check ids before you use them.' }),
    };
  },
};
