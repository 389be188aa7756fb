import { onTestFinished } from 'vitest';
import type { Collection, CollectionSpec, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/qdrant';
import { connectQdrant } from 'vexlab/dist/engines/qdrant/connection';
import { scratch } from '../processes';
import type { Asked, QdrantStub } from './stub';

/** Connects to a stub as to somebody else's server; closed when the test ends. */
export async function connected(
  { url }: Pick<QdrantStub, 'url'>,
  env: NodeJS.ProcessEnv = {},
  signal?: AbortSignal,
): Promise<Connection> {
  const attached = { how: 'environment' as const, url, pids: () => [], close: () => Promise.resolve() };
  const context = { dataDir: scratch(), env, ...(signal && { signal }) };
  const connection = await connectQdrant(attached, context, engine.capabilities);
  onTestFinished(() => connection.close());
  return connection;
}

export const open = (connection: Connection, more: Partial<CollectionSpec> = {}): Promise<Collection> =>
  connection.open({
    name: 'a/name of: 3 words',
    dim: 2,
    metric: 'l2',
    capacity: 10,
    build: engine.buildOptions.parse({}, 'qdrant'),
    search: engine.searchOptions.parse({}, 'qdrant'),
    ...more,
  });

/** Two vectors, one of them under the highest id that there is. */
export const two = { ids: Uint32Array.of(7, 4_294_967_295), vectors: Float32Array.of(0, 0, 3, 4) };
export const origin = Float32Array.of(0, 0);

/** What was asked of a stub by a method, on paths like this. */
export const askedOf = ({ asked }: QdrantStub, method: string, path: RegExp): Asked[] =>
  asked.filter((one) => one.method === method && path.test(one.path));
