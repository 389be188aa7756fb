import type { ContractCheck, Outcome } from '../contract-check';
import type { Clients } from './connection';
import { objectsOf } from './objects';
import { uuidOf } from './uuid';

const rows = 50;
const tries = 3;

/** Where the time of a batch goes that is sent by the client's own method for batches. */
export const insertManyWaits: ContractCheck = {
  name: 'insert-many-waits',
  question: "Does its client's insertMany cost no more than the request that it sends?",
  async run({ connection, data }): Promise<Outcome> {
    const { serverOf } = await import('./connection.js');
    const { schemaOf } = await import('./schema.js');
    const server = serverOf(connection);
    if (!server) return { verdict: 'broken', what: 'The connection is not one of this adapter.' };
    const spec = { name: 'insert many', dim: data.dim, metric: 'l2', capacity: rows } as const;
    const schema = schemaOf({ ...spec, build: {}, search: {} });
    const vectors = Array.from({ length: rows }, (_, row) => data.vectors.slice(row * data.dim, (row + 1) * data.dim));
    const timed = async (send: (clients: Clients) => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < tries; i++) {
        const start = performance.now();
        await server.call(send);
        times.push(performance.now() - start);
      }
      return Math.round(Math.min(...times));
    };
    await server.call(({ client }) => client.collections.create(schema));
    try {
      const many = vectors.map((vector, row) => ({ id: uuidOf(row), vectors: Array.from(vector) }));
      const insertMany = await timed(({ client }) => client.collections.use(schema.name).data.insertMany(many));
      const batch = { ids: Uint32Array.from(vectors.keys()), vectors: data.vectors.slice(0, rows * data.dim) };
      const objects = objectsOf(batch, schema.name, [], 0, rows);
      const request = await timed(({ wire }) => wire.insert(schema.name, objects));
      const what = `insertMany of ${rows} vectors takes ${insertMany} ms, the request that it sends ${request} ms.`;
      const numbers = { insert_many_ms: insertMany, request_ms: request };
      return insertMany < 2 * request + 50
        ? { verdict: 'pass', what, numbers }
        : { verdict: 'finding', what, numbers, advice };
    } finally {
      await server.call(({ client }) => client.collections.delete(schema.name));
    }
  },
};

const advice =
  'The client sets a timer for each object and looks every half second whether all have fired. The lab sends the same request ' +
  'itself, so its insert rates are the server’s; a program that uses insertMany gets lower ones.';
