import type { ContractCheck } from '../../engines/contract-check';
import { attempt, codeOf } from '../attempt';
import { settle } from '../settle';
import { sentences, told } from '../words';

export const collectionsApart: ContractCheck = {
  name: 'collections-apart',
  question: 'Are two collections of one name and the same ids kept apart, and is a dropped one closed?',
  async run(kit) {
    const one = await kit.open({ attributes: undefined, capacity: 2, dim: 2 });
    const other = await kit.open({ attributes: undefined, capacity: 2, dim: 3 });
    await one.insert({ ids: Uint32Array.of(5), vectors: Float32Array.of(1, 2) });
    await other.insert({ ids: Uint32Array.of(5, 6), vectors: Float32Array.of(1, 0, 0, 0, 1, 0) });
    await Promise.all([settle(one), settle(other)]);
    const counts = [await one.count(), await other.count()];
    await one.drop();
    await one.drop();
    const afterDrop = await attempt(() => one.search(Float32Array.of(1, 2), 1));
    const closed = !afterDrop.ok && codeOf(afterDrop.error) === 'closed';
    if (!closed) {
      const came = afterDrop.ok ? 'it answers' : told(afterDrop.error);
      return { verdict: 'broken', what: `A search in a dropped collection must reject as closed, but: ${came}.` };
    }
    const found = await attempt(() => other.search(Float32Array.of(0, 1, 0), 2));
    const ids = found.ok ? Array.from(found.value.ids) : [];
    const faults = [
      ...(counts.join() === '1,2' ? [] : [`${counts.join(' and ')} vectors are counted where 1 and 2 were inserted`]),
      ...(found.ok ? [] : [`When one is dropped a search in the other fails: ${told(found.error)}`]),
      ...(found.ok && ids.join() !== '6,5'
        ? [`When one is dropped the other answers ${ids.join(', ') || 'nothing'}, not 6, 5`]
        : []),
    ];
    if (faults.length === 0) return { verdict: 'pass', what: 'Two were apart; one was dropped, the other lived on.' };
    return { verdict: 'finding', what: sentences(faults), advice: 'Use one collection for a server.' };
  },
};
