import { randomBytes } from 'node:crypto';
import type { WeaviateServer } from './connection';
import { schemaOf } from './schema';

/**
 * The cheapest request that takes a search's way: a search in a class of one dimension with nothing in it. It goes through the
 * client's serialisation, gRPC, authentication and the server's reading of the request, and finds no index to look into.
 * (The server's own question for readiness goes by HTTP, another way.) The class is made at the first ping.
 */
export function pinger(server: WeaviateServer): { ping(): Promise<void>; close(): Promise<void> } {
  let made: Promise<string> | undefined;
  const make = (): Promise<string> =>
    server.call(async ({ client }) => {
      const spec = { name: `ping ${randomBytes(2).toString('hex')}`, dim: 1, metric: 'l2', capacity: 0 } as const;
      const { name } = await client.collections.create(schemaOf({ ...spec, build: {}, search: {} }));
      return name;
    });
  return {
    async ping() {
      const name = await (made ??= make());
      await server.timed(({ client }) => client.collections.use(name).query.nearVector([0], { limit: 1 }));
    },
    async close() {
      const name = await made;
      if (name !== undefined) await server.call(({ client }) => client.collections.delete(name));
    },
  };
}
