import { onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/pgvector';
import { connectPgvector } from 'vexlab/dist/engines/pgvector/connection';
import { attachFound } from 'vexlab/dist/engines/server/attach-server';
import type { Collection, CollectionSpec, Connection, EngineContext } from 'vexlab/dist/engines/engine';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { scratch } from './processes';
import { sample } from './sample-vectors';

export const recipe = engine.server as ServerRecipe;
export const data = sample(2000, 24);

/** Whether it can be run for real here and now: a test does not install. */
export const installed = engine.installation?.installed(process.env) === true;

/** Why it cannot. */
export async function absence(): Promise<string> {
  const { why } = await engine.probe({ dataDir: scratch(), env: process.env });
  return `${why}; vexlab install pgvector`;
}

/** A server of the lab's own, also where another one answers somewhere. Ends with the test. */
export async function ownServer(others: Partial<EngineContext> = {}): Promise<Connection> {
  const connection = await startServer({ dataDir: scratch(), ...others });
  onTestFinished(() => connection.close());
  return connection;
}

/** The same, which whoever asks for it ends. */
export async function startServer(
  others: Pick<EngineContext, 'dataDir'> & Partial<EngineContext>,
): Promise<Connection> {
  const context = { env: process.env, ...others };
  const local = await recipe.local(context);
  if ('missing' in local) throw new Error(`${local.missing}; ${local.remedy}`);
  const attached = await attachFound('pgvector', recipe, context, { how: 'started', ...local });
  return connectPgvector(attached, context, engine.capabilities);
}

export function open(
  connection: Connection,
  { build = {}, search = {}, ...spec }: Partial<CollectionSpec> = {},
): Promise<Collection> {
  return connection.open({
    name: 'a name of 3 words',
    dim: data.dim,
    metric: 'l2',
    capacity: data.ids.length,
    build: engine.buildOptions.parse(build, 'pgvector'),
    search: engine.searchOptions.parse(search, 'pgvector'),
    ...spec,
  });
}

export async function filled(connection: Connection, spec: Partial<CollectionSpec> = {}): Promise<Collection> {
  const collection = await open(connection, spec);
  await collection.insert(data);
  await collection.ready();
  return collection;
}
