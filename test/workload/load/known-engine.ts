import { Pool } from 'undici';
import { LabError } from 'vexlab/dist/base/lab-error';
import type { Engine } from 'vexlab/dist/engines/engine';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { nullBehaviour, type ReferenceServer, startReferenceServer } from 'vexlab/dist/workload/load/reference-server';
import { type Script, scriptedEngine } from '../scripted-engine';
import { temporaryFolder } from '../small-sweep';

export interface KnownEngine {
  engine: Engine;
  server: ReferenceServer;
  close(): Promise<void>;
}

/**
 * An engine whose every search waits for a reference server, and whose ping asks one that answers at once. Its server begins
 * anew with each cell where `anew`, and is the engine's process where `watched`; its answers are exact.
 */
export async function knownEngine(
  name: string,
  behaviour: Behaviour,
  { anew = false, watched = false, ...script }: Script & { anew?: boolean; watched?: boolean } = {},
): Promise<KnownEngine> {
  const [server, empty] = await Promise.all([
    startReferenceServer(behaviour, { dataDir: temporaryFolder() }),
    startReferenceServer(nullBehaviour, { dataDir: temporaryFolder() }),
  ]);
  const [pool, toEmpty] = [server, empty].map(({ url }) => new Pool(url, { connections: 256, pipelining: 1 }));
  const ask = async (over: Pool | undefined): Promise<void> => {
    const answer = await over?.request({ path: '/search', method: 'POST', body: 'query' });
    await answer?.body.dump();
    if (answer?.statusCode === 200) return;
    throw new LabError({ code: `http-${answer?.statusCode}`, where: name, what: 'the server answers with an error' });
  };
  const { engine } = scriptedEngine(name, {
    ...script,
    search: () => ask(pool),
    ping: () => ask(toEmpty),
    ...(watched && { pids: [server.pid] }),
    ...(anew && { configure: () => server.begin() }),
  });
  const close = async (): Promise<void> => {
    await Promise.all([pool?.close(), toEmpty?.close()]);
    await Promise.all([server.stop(), empty.stop()]);
  };
  return { engine, server, close };
}
