import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/chroma';
import { connectChroma } from 'vexlab/dist/engines/chroma/connection';
import { chromaRecipe } from 'vexlab/dist/engines/chroma/recipe';
import { attachFound } from 'vexlab/dist/engines/server/attach-server';
import { type FoundServer, findServer } from 'vexlab/dist/engines/server/find-server';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import type { Collection, Connection } from 'vexlab/dist/engines/engine';
import { scratch } from './processes';
import { sample } from './sample-vectors';

/** Where surely nobody listens. */
export const nowhere = 'http://127.0.0.1:1';
export const data = sample(2000, 24);

/** A Chroma of the lab's own, also where another answers on the default port. Ends with the test. */
export async function ownServer(dataDir = scratch()): Promise<Connection> {
  return connected(await find({ defaultUrl: nowhere }), dataDir);
}

/** Attached to a server that was found. Ends with the test. */
export async function connected(found: FoundServer, dataDir = scratch()): Promise<Connection> {
  const context = { dataDir, env: process.env };
  const attached = await attachFound('chroma', chromaRecipe(), context, found);
  const connection = await connectChroma(attached, context, engine.capabilities);
  onTestFinished(() => connection.close());
  return connection;
}

/** Looks for Chroma with another recipe, in an environment that says nothing but `env`, kept servers' folder included. */
export function find(other: Partial<ServerRecipe>, env: NodeJS.ProcessEnv = {}, python?: string): Promise<FoundServer> {
  const dataDir = scratch();
  const recipe = { ...chromaRecipe(python), container: undefined, ...other };
  return findServer('chroma', recipe, { dataDir, env: { VEXLAB_CACHE: dataDir, ...env } });
}

/** The address of an own server, from its command line. */
export function urlOf(connection: Connection): string {
  const command = execFileSync('ps', ['-o', 'args=', '-p', String(connection.pids()[0])], { encoding: 'utf8' });
  return `http://127.0.0.1:${/--port (\d+)/.exec(command)?.[1]}`;
}

export function open(
  connection: Connection,
  build: object = {},
  ef_search = 100,
  dim = data.dim,
  capacity = 10_000,
): Promise<Collection> {
  return connection.open({
    name: 'a name of 3 words',
    dim,
    metric: 'l2',
    capacity,
    build: engine.buildOptions.parse(build, 'chroma'),
    search: engine.searchOptions.parse({ ef_search }, 'chroma'),
  });
}

/** A collection of the data, with an index blunt enough for its effort to show. */
export async function filled(connection: Connection, ef_search: number): Promise<Collection> {
  // With room for no more, the index is saved whole, and a restart loads the same one.
  const build = { max_neighbors: 4, ef_construction: 20 };
  const collection = await open(connection, build, ef_search, data.dim, data.ids.length);
  await collection.insert(data);
  await collection.ready();
  return collection;
}
