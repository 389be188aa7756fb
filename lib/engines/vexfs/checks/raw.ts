import { randomBytes } from 'node:crypto';
import type { ContractKit } from '../../contract-check';
import { answerOf } from '../answer';
import { type Generation, isObject } from '../generation';
import type { Method, Reply, SendOptions } from '../http';
import { linkOf } from '../link';

/** A collection made by raw requests, and how to ask it things past the adapter. */
export interface Raw {
  readonly generation: Generation;
  /** Name of the collection, and its path in the Chroma dialect. */
  readonly name: string;
  readonly path: string;
  /** Sends whatever it is given, and gives whatever comes back. */
  readonly send: (method: Method, path: string, body?: unknown, options?: SendOptions) => Promise<Reply>;
  /** The same where nothing but success will do: what the answer holds. */
  readonly ask: (method: Method, path: string, body?: unknown) => Promise<unknown>;
  readonly add: (body: AddRequest) => Promise<Reply>;
  /** Like `add`, and throws where it is refused. */
  readonly filled: (body: AddRequest) => Promise<void>;
  readonly query: (body: object) => Promise<QueryAnswer>;
}

export interface AddRequest {
  readonly ids: readonly string[];
  readonly embeddings: readonly (readonly number[])[];
  readonly metadatas?: readonly object[];
  readonly documents?: readonly string[];
}

/** What `query` answers with, as it came. */
export interface QueryAnswer {
  readonly ids: readonly (readonly string[])[];
  readonly distances: readonly (readonly (number | null)[])[] | null;
  readonly metadatas: readonly (readonly unknown[])[] | null;
  readonly documents: readonly (readonly (string | null)[])[] | null;
}

export const api = '/api/v1/collections';

/** Makes a collection for `work`, and deletes it afterwards, whatever comes of it. */
export async function withRaw<T>(
  { connection }: ContractKit,
  work: (raw: Raw) => Promise<T>,
  metadata: object = {},
): Promise<T> {
  const { generation, send } = linkOf(connection);
  const name = `vexlab-check-${randomBytes(6).toString('hex')}`;
  const path = `${api}/${name}`;
  const sendJson: Raw['send'] = (method, to, body, options) =>
    send(method, to, typeof body === 'string' || body === undefined ? body : JSON.stringify(body), options);
  const ask: Raw['ask'] = async (method, to, body) => answerOf(await sendJson(method, to, body), generation);
  const add = (body: AddRequest): Promise<Reply> => sendJson('POST', `${path}/add`, body);
  const raw: Raw = {
    generation,
    name,
    path,
    send: sendJson,
    ask,
    add,
    filled: async (body) => void answerOf(await add(body), generation),
    query: async (body) => (await ask('POST', `${path}/query`, body)) as QueryAnswer,
  };
  await ask('POST', api, { name, metadata });
  let result: T;
  try {
    result = await work(raw);
  } catch (error) {
    // What went wrong first is what is told.
    await sendJson('DELETE', path).catch(() => undefined);
    throw error;
  }
  await ask('DELETE', path);
  return result;
}

/** How many documents are there: as the native list counts them, or as many as a query for all of them finds. */
export async function documentsIn({ generation, name, ask, query }: Raw, dim: number): Promise<number> {
  if (generation === 'wrapped') {
    const { ids } = await query({ query_embeddings: [new Array(dim).fill(1)], n_results: 2 ** 32 - 1 });
    return ids[0]?.length ?? 0;
  }
  const { collections } = (await ask('GET', '/vexfs/v1/collections')) as { collections: unknown[] };
  const entry = collections.filter(isObject).find((collection) => collection.name === name);
  return Number(entry?.document_count);
}
