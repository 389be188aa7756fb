import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import type { Connection, Engine, EngineContext } from '../engine';
import { type Opened, openApart } from './open-apart';
import { startChild } from './start-child';

/**
 * An embedded engine in a process of its own, which may be stopped and killed as a server may: how the lab learns what is left
 * of what it acknowledged. For durable engines, which keep that in `context.dataDir`. Nothing is measured over it.
 * @param enginesFile a module whose `engines` has the engine; another only in tests
 */
export async function connectApart(
  { name }: Engine,
  context: EngineContext,
  enginesFile = join(__dirname, '..', 'index.js'),
): Promise<Connection> {
  const opened = new Set<Opened>();
  let child = startChild(name, context, enginesFile);
  const connected = () =>
    child.call('connect').catch(async (error: unknown) => {
      await child.kill();
      throw error;
    });
  const facts = await connected();

  return {
    ...facts,
    how: 'started',
    pids: () => [child.pid],
    async restart(hard) {
      const unstored = [...opened].find(({ there }) => !('code' in there) && there.stored === undefined);
      if (unstored) throw notStored(name);
      await (hard ? child.kill() : child.stop());
      child = startChild(name, context, enginesFile);
      await connected();
      for (const collection of opened) await collection.reopen();
    },
    open: (spec) => openApart(spec, () => child, opened),
    close: () => child.kill(),
  };
}

const notStored = (where: string): LabError =>
  new LabError({
    code: 'not-stored',
    where,
    what: 'it declares that it is durable, and a collection of it does not say how it is opened again',
    remedy: 'give its collections a `stored`',
  });
