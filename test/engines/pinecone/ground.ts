import { onTestFinished } from 'vitest';
import type { Collection, CollectionSpec, Connection, EngineContext } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/pinecone';
import { connectPinecone } from 'vexlab/dist/engines/pinecone/connection';
import { scratch } from '../processes';
import { type PineconeStub, pineconeStub, type StubOptions } from './stub';

/** The service answers in its own time; the stub in that of the tests. */
export const waiting = { readyMs: 5000, countedMs: 5000, pollMs: 2 };

export interface Ground {
  readonly stub: PineconeStub;
  readonly connection: Connection;
}

/** A stub and a connection to it; both end with the test. */
export async function ground(
  more: Partial<EngineContext> & StubOptions & Partial<typeof waiting> = {},
): Promise<Ground> {
  const { lag, readyMs = 5000, countedMs = 5000, ...context } = more;
  const stub = await pineconeStub({ ...(lag !== undefined && { lag }) });
  const asked = { dataDir: scratch(), env: stub.env, maySpend: true, ...context };
  const connection = await connectPinecone(asked, engine.capabilities, { ...waiting, readyMs, countedMs });
  onTestFinished(() => connection.close().catch(() => undefined));
  return { stub, connection };
}

export const open = (connection: Connection, more: Partial<CollectionSpec> = {}, build = {}): Promise<Collection> =>
  connection.open({
    name: 'a name of 3 words',
    dim: 2,
    metric: 'l2',
    capacity: 10,
    build: engine.buildOptions.parse(build, 'pinecone'),
    search: engine.searchOptions.parse({}, 'pinecone'),
    ...more,
  });

export const two = { ids: Uint32Array.of(7, 4_294_967_295), vectors: Float32Array.of(0, 1, 3, 4) };
export const query = Float32Array.of(0, 1);
/** What a stub was asked, as `GET /indexes`. */
export const methods = ({ asked }: PineconeStub): string[] => asked.map(({ method, path }) => `${method} ${path}`);
