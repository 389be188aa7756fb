import type { ContractCheck } from '../../engines/contract-check';
import { attempt } from '../attempt';
import { k, nearest, usualMetric } from '../nearest';
import { plain } from '../plain';
import { settle } from '../settle';
import { sentences, told } from '../words';

const rows = 1000;
const unknownId = 999;

export const remove: ContractCheck = {
  name: 'delete',
  question: 'Is a deleted vector gone from answers and count, are the others left, and can its id be used again?',
  async run(kit) {
    const { capabilities } = kit.connection;
    const metric = usualMetric(capabilities);
    const { collection, data } = await plain(kit, rows);
    if (typeof collection.remove !== (capabilities.remove ? 'function' : 'undefined')) {
      return { verdict: 'broken', what: `It declares remove: ${capabilities.remove}, and its collections differ.` };
    }
    if (!collection.remove) return { verdict: 'not-applicable', what: 'It declares that it deletes nothing.' };
    const query = data.queries[0] as Float32Array;
    const gone = nearest(data, metric, query, 3);
    await collection.remove(Uint32Array.of(...gone, unknownId));
    await settle(collection);
    const count = await collection.count();
    const found = Array.from((await collection.search(query, k)).ids);
    const left = nearest(data, metric, query, k + 3).slice(3);
    const still = found.filter((id) => gone.includes(id)).length;
    const missed = left.filter((id) => !found.includes(id)).length;

    const id = gone[0] as number;
    const at = data.ids.indexOf(id) * data.dim;
    const again = { ids: Uint32Array.of(id), vectors: data.vectors.slice(at, at + data.dim) };
    const back = await attempt(async () => {
      await collection.insert(again);
      await settle(collection);
      return (await collection.search(query, 1)).ids[0] === id;
    });
    const faults = [
      ...(count === rows - 3 ? [] : [`${count} are counted, ${rows - 3} are left`]),
      ...(still > 0 ? [`${still} of the 3 are still answered`] : []),
      ...(missed > 1 ? [`${missed} of ${k} others are no longer found`] : []),
      ...(back.ok ? [] : [`One of them cannot be inserted again: ${told(back.error)}`]),
      ...(back.ok && !back.value ? ['One that was inserted again is not found'] : []),
    ];
    const numbers = { deleted: 3, count, still, missed };
    if (faults.length === 0) {
      return {
        verdict: 'pass',
        what: `3 of ${rows} were deleted; the rest is found, and one that came back.`,
        numbers,
      };
    }
    return { verdict: 'finding', what: sentences(faults), numbers, advice: 'Build anew rather than delete.' };
  },
};
