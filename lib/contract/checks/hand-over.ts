import type { ContractKit, Outcome } from '../../engines/contract-check';
import type { Answer, Collection } from '../../engines/engine';
import type { Metric } from '../../datasets/dataset';
import { type Attempt, attempt, codeOf } from '../attempt';
import { k } from '../nearest';
import { firstRows } from '../sample';
import { settle } from '../settle';
import { many, sentences, told } from '../words';

/** Something that no engine should take, e.g. `a vector with a NaN`. */
export interface BadInput {
  readonly name: string;
  /** Hands it to a collection that holds a few good vectors. */
  readonly act: (collection: Collection) => Promise<Answer | void>;
}

/** What became of one bad input. */
interface Fate {
  readonly name: string;
  /** `lab`: the adapter itself refused it. `refused`: the engine did, and goes on. */
  readonly state: 'lab' | 'refused' | 'accepted' | 'harmed';
  readonly what: string;
}

const goodRows = 20;
const labCodes = ['not-finite', 'wrong-dimension', 'zero-vector'];
const deaths = ['server-died', 'worker-died'];

/** Hands each input, past the lab's own checks, to an engine, in a collection of its own. */
export async function handOver(
  kit: ContractKit,
  metric: Metric,
  inputs: readonly BadInput[],
  advice: string,
): Promise<Outcome> {
  const fates: Fate[] = [];
  for (const input of inputs) {
    // An engine that is dead or out of order has nothing to say about the next input.
    if (fates.some(({ state }) => state === 'harmed')) break;
    fates.push(await fateOf(kit, metric, input));
  }
  const what = sentences(fates.map(({ name, what }) => `${name}: ${what}`));
  const of = (state: Fate['state']): number => fates.filter((fate) => fate.state === state).length;
  const numbers = { tried: fates.length, accepted: of('accepted') };
  if (of('accepted') + of('harmed') > 0) return { verdict: 'finding', what, numbers, advice };
  return { verdict: of('lab') > 0 ? 'fact' : 'pass', what, numbers };
}

async function fateOf(kit: ContractKit, metric: Metric, { name, act }: BadInput): Promise<Fate> {
  const good = firstRows(kit.data, goodRows);
  const collection = await kit.open({ attributes: undefined, capacity: goodRows + 1, metric, unchecked: true });
  await collection.insert(good);
  await settle(collection);
  const done = await attempt(() => act(collection));
  const query = kit.data.queries[0] as Float32Array;
  const after = await attempt(() => collection.search(query, goodRows + 1));
  const state = stateOf(done);
  // An index may miss one.
  const alive = after.ok && goodFound(after.value, good.ids) >= 0.9 * goodRows;
  if (state === 'accepted') {
    const given = done.ok && done.value ? `, answered with ${shown(done.value)}` : `; ${afterwards(after, good.ids)}`;
    return { name, state, what: `accepted in silence${given}` };
  }
  const error = done.ok ? '' : told(done.error);
  if (state === 'harmed' || !alive) return { name, state: 'harmed', what: `${error}; ${afterwards(after, good.ids)}` };
  return { name, state, what: state === 'lab' ? 'refused by the lab before the engine sees it' : `refused (${error})` };
}

function stateOf(done: Attempt<unknown>): Fate['state'] {
  if (done.ok) return 'accepted';
  const code = codeOf(done.error);
  if (deaths.includes(code)) return 'harmed';
  // What an adapter translates from its engine carries the engine's error as its cause.
  return labCodes.includes(code) && done.error.cause === undefined ? 'lab' : 'refused';
}

/** What a search with a good query finds of the good vectors after the bad one. */
function afterwards(after: Attempt<Answer>, good: Uint32Array): string {
  if (!after.ok) return `then a good search fails: ${told(after.error)}`;
  return `then a good search finds ${goodFound(after.value, good)} of ${many(good.length, 'good vector')}${strange(after.value)}`;
}

const goodFound = ({ ids }: Answer, good: Uint32Array): number =>
  Array.from(ids).filter((id) => good.includes(id)).length;

const shown = (answer: Answer): string => `${many(Math.min(answer.ids.length, k), 'id')}${strange(answer)}`;

function strange({ distances }: Answer): string {
  const bad = Array.from(distances ?? []).filter((distance) => !Number.isFinite(distance));
  return bad.length > 0 ? `, ${bad.length} with distance ${bad[0]}` : '';
}
