import { onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/weaviate';
import { urlOfPort } from 'vexlab/dist/engines/weaviate/address';
import { connectWeaviate } from 'vexlab/dist/engines/weaviate/connection';
import { type AttachedServer, attachFound } from 'vexlab/dist/engines/server/attach-server';
import type { Collection, CollectionSpec, Connection, EngineContext } from 'vexlab/dist/engines/engine';
import type { ServerRecipe } from 'vexlab/dist/engines/server-recipe';
import { scratch } from './processes';
import { sample } from './sample-vectors';

export const recipe = engine.server as ServerRecipe;
export const data = sample(1000, 24);

/** Whether it can be run for real here and now: a test does not build for minutes. */
export const installed = engine.installation?.installed(process.env) === true;

/** Why it cannot. */
export async function absence(): Promise<string> {
  const { why } = await engine.probe({ dataDir: scratch(), env: process.env });
  return `${why}; vexlab install weaviate`;
}

/** A server of the lab's own, also where another one answers somewhere. Whoever asks for it ends it. */
export async function startServer(
  others: Pick<EngineContext, 'dataDir'> & Partial<EngineContext>,
): Promise<{ connection: Connection; url: string }> {
  const context = { env: process.env, ...others };
  const local = await recipe.local(context);
  if ('missing' in local) throw new Error(`${local.missing}; ${local.remedy}`);
  const attached: AttachedServer = await attachFound('weaviate', recipe, context, { how: 'started', ...local });
  const connection = await connectWeaviate(attached, context, engine.capabilities);
  return { connection, url: urlOfPort(attached.own?.port as number) };
}

/** The same, which ends with the test. */
export async function ownServer(others: Partial<EngineContext> = {}): Promise<{ connection: Connection; url: string }> {
  const server = await startServer({ dataDir: scratch(), ...others });
  onTestFinished(() => server.connection.close());
  return server;
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
    build: engine.buildOptions.parse(build, 'weaviate'),
    search: engine.searchOptions.parse(search, 'weaviate'),
    ...spec,
  });
}

export async function filled(connection: Connection, spec: Partial<CollectionSpec> = {}): Promise<Collection> {
  const collection = await open(connection, spec);
  await collection.insert(data);
  await collection.ready();
  return collection;
}
