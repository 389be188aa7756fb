import type { ContractCheck, ContractKit, Outcome } from '../../contract-check';
import { isObject } from '../generation';
import { firstRows } from './first-rows';
import { api, documentsIn, type Raw, withRaw } from './raw';

const n = 20;

/** Creating a collection that is there must be refused, or leave it as it is. */
export const createWipesExisting: ContractCheck = {
  name: 'create-wipes-existing',
  question: 'Is a collection left as it is when it is created a second time?',
  run: (kit) => createdTwice(kit, {}, 'creating it again'),
};

/** `get_or_create` must leave a collection that is there as it is. */
export const getOrCreateWipes: ContractCheck = {
  name: 'get-or-create-wipes',
  question: 'Does get_or_create leave a collection that is there as it is?',
  run: (kit) => createdTwice(kit, { get_or_create: true }, 'get_or_create of it'),
};

function createdTwice(kit: ContractKit, options: object, doing: string): Promise<Outcome> {
  return withRaw(kit, async (raw) => {
    await raw.filled(firstRows(kit.data, n));
    const { status } = await raw.send('POST', api, { name: raw.name, metadata: {}, ...options });
    const left = await documentsIn(raw, kit.data.dim);
    const ofThatName = await collectionsNamed(raw);
    const numbers = { before: n, left, collections: ofThatName };
    const what = `A collection held ${n} vectors; ${doing} was answered with ${status}, and ${left} are left`;
    if (left === n && ofThatName === 1) return { verdict: 'pass', what: `${what}.`, numbers };
    const twins = ofThatName > 1 ? `, in ${ofThatName} collections of the same name` : '';
    const advice = 'Look whether a collection is there before you create it: nothing warns of the loss.';
    return { verdict: 'finding', what: `${what}${twins}.`, numbers, advice };
  });
}

async function collectionsNamed({ name, ask }: Raw): Promise<number> {
  const found = await ask('GET', api);
  const listed = isObject(found) ? found.collections : found;
  const names = (listed as unknown[]).map((entry) => (isObject(entry) ? entry.name : entry));
  return names.filter((each) => each === name).length;
}
