import { onTestFinished } from 'vitest';
import { contractSample, firstRows } from 'vexlab/dist/contract/sample';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { engine } from 'vexlab/dist/engines/vexfs';
import { scratch } from '../processes';
import { type Stub, type StubOptions, vexfsStub } from './stub';

export const data = contractSample();

/** A stub that ends with the test. */
export async function stub(options: StubOptions = {}): Promise<Stub> {
  const made = await vexfsStub(options);
  onTestFinished(() => made.close());
  return made;
}

/** A connection to it that ends before it. */
export async function connected({ url }: Pick<Stub, 'url'>, key?: string, signal?: AbortSignal): Promise<Connection> {
  const env = { VEXFS_URL: url, VEXFS_API_KEY: key };
  const connection = await engine.connect({ dataDir: scratch(), env, ...(signal && { signal }) });
  onTestFinished(() => connection.close());
  return connection;
}

export const open = (connection: Connection, dim = data.dim): Promise<Collection> =>
  connection.open({ name: 'a name', dim, metric: 'cosine', capacity: 5000, build: {}, search: {} });

/** A collection with the sample's first hundred vectors. */
export async function filled(connection: Connection): Promise<Collection> {
  const collection = await open(connection);
  await collection.insert(firstRows(data, 100));
  return collection;
}
