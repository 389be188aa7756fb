import type { ContractCheck, Outcome } from '../../engines/contract-check';
import type { Batch, Capabilities } from '../../engines/engine';
import { type Attempt, attempt, codeOf } from '../attempt';
import { nearest, usualMetric } from '../nearest';
import { settle } from '../settle';
import { told } from '../words';

type Behaviour = Capabilities['duplicateIds'];

const done: Readonly<Record<Behaviour, string>> = {
  rejects: 'It rejects an id that is already there.',
  replaces: 'It silently puts a vector in the place of one with the same id.',
  ignores: 'It silently leaves out a vector whose id is already there.',
  'keeps-both': 'It silently keeps two vectors under one id.',
};

export const duplicateId: ContractCheck = {
  name: 'duplicate-id',
  question: 'What does it do with a vector whose id is already there?',
  async run(kit) {
    const { data, connection } = kit;
    const { capabilities } = connection;
    const collection = await kit.open({ attributes: undefined, capacity: 4 });
    const { ids, vectors, dim } = data;
    const row = (at: number): Float32Array => vectors.slice(at * dim, (at + 1) * dim);
    const two = { dim, ids: ids.slice(0, 2), vectors: vectors.slice(0, 2 * dim), queries: [] };
    await collection.insert(two);
    await settle(collection);
    const other = row(2);
    // The id that is farther from the new vector: only where it was moved there does it come first.
    const id = nearest(two, usualMetric(capabilities), other, 2)[1] as number;
    const batch: Batch = { ids: Uint32Array.of(id), vectors: other };

    const inserted = await attempt(() => collection.insert(batch));
    const ready = inserted.ok ? await attempt(() => settle(collection)) : inserted;
    const count = await collection.count();
    const first = (await collection.search(other, 2)).ids[0];
    const moved = first === id;
    const behaviour: Behaviour =
      count > 2 ? 'keeps-both' : !inserted.ok && !moved ? 'rejects' : moved ? 'replaces' : 'ignores';
    return outcome(behaviour, capabilities.duplicateIds, ready, count);
  },
};

function outcome(behaviour: Behaviour, declared: Behaviour, ready: Attempt<void>, count: number): Outcome {
  const what = done[behaviour];
  const numbers = { ids: 2, inserted: 3, count };
  const advice = 'Count after loading; give every vector an id of its own.';
  if (behaviour !== declared) {
    return { verdict: 'broken', what: `${what} Its adapter declares: ${declared}.`, numbers };
  }
  if (ready.ok || codeOf(ready.error) !== 'duplicate-id') {
    const but = ready.ok ? 'nothing' : told(ready.error);
    return {
      verdict: 'broken',
      what: `${what} Its adapter does not say so by the code duplicate-id, but: ${but}.`,
      numbers,
    };
  }
  return behaviour === 'rejects' ? { verdict: 'pass', what, numbers } : { verdict: 'finding', what, numbers, advice };
}
