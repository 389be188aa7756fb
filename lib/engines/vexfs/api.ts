import { LabError } from '../../base/lab-error';
import { answerOf, badAnswer } from './answer';
import { type Generation, isObject } from './generation';
import { type Hits, readHits } from './hits';
import type { Method, Reply } from './http';

/** What the lab asks of VexFS, every answer checked. `dim` is needed where a count can only be had by a query. */
export interface VexfsApi {
  create(name: string): Promise<void>;
  /** Adds the vectors of a body of `add`. */
  add(name: string, json: string): Promise<void>;
  search(name: string, query: Float32Array, k: number): Promise<Hits>;
  count(name: string, dim: number): Promise<number>;
  /** Deletes a collection; one that is not there is deleted already. */
  drop(name: string): Promise<void>;
}

export type Send = (method: Method, path: string, body?: string) => Promise<Reply>;

/** More than any collection holds: all of it is asked for. */
const everything = 2 ** 32 - 1;

/** `timed` sends what is measured: its failures are told at once. */
export function vexfsApi(generation: Generation, send: Send, timed: Send): VexfsApi {
  const api = '/api/v1/collections';
  const data = (reply: Reply): unknown => answerOf(reply, generation);
  const query = async (by: Send, name: string, vector: ArrayLike<number>, k: number): Promise<Hits> => {
    const body = { query_embeddings: [Array.from(vector)], n_results: k, include: ['distances'] };
    const reply = await by('POST', `${api}/${name}/query`, JSON.stringify(body));
    return readHits(data(reply), k, reply);
  };
  /** Every collection. The unified server has two lists; only the native one, for which it copies them all, has counts. */
  const list = async (): Promise<{ listed: Record<string, unknown>[]; reply: Reply }> => {
    const reply = await send('GET', generation === 'unified' ? '/vexfs/v1/collections' : api);
    const found = data(reply);
    const listed = isObject(found) ? found.collections : found;
    if (!Array.isArray(listed) || !listed.every(isObject)) throw badAnswer(reply, 'no list of collections');
    return { listed, reply };
  };

  return {
    async create(name) {
      const reply = await send('POST', api, JSON.stringify({ name, metadata: { distance: 'cosine' } }));
      const made = data(reply);
      if (!isObject(made) || made.name !== name) throw badAnswer(reply, 'another collection than was asked for');
    },
    async add(name, json) {
      const reply = await send('POST', `${api}/${name}/add`, json);
      const added = data(reply);
      const acknowledged =
        generation === 'wrapped' ? typeof added === 'string' : isObject(added) && added.success === true;
      if (!acknowledged) throw badAnswer(reply, 'no acknowledgement');
    },
    search: (name, vector, k) => query(timed, name, vector, k),
    async count(name, dim) {
      // The wrapped generation has no count: every id is asked for, and they are counted.
      if (generation === 'wrapped') return (await query(send, name, new Float32Array(dim), everything)).ids.length;
      const { listed, reply } = await list();
      const entry = listed.find((collection) => collection.name === name);
      if (!entry) throw lost(name);
      if (typeof entry.document_count !== 'number') throw badAnswer(reply, `no document_count for ${name}`);
      return entry.document_count;
    },
    async drop(name) {
      const reply = await send('DELETE', `${api}/${name}`);
      if (reply.status === 200) return void data(reply);
      const { listed } = await list();
      // Also what a restart of the server has taken away.
      if (listed.some((collection) => collection.name === name)) data(reply);
    },
  };
}

const lost = (name: string): LabError =>
  new LabError({
    code: 'not-found',
    where: 'vexfs',
    what: `the collection ${name} is no longer there`,
    remedy: 'VexFS keeps nothing over a restart: see whether its server was started anew',
  });
