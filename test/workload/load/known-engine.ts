import { join } from 'node:path';
import { Pool } from 'undici';
import { LabError } from 'vexlab/dist/base/lab-error';
import type { Engine } from 'vexlab/dist/engines/engine';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { nullBehaviour, type ReferenceServer, startReferenceServer } from 'vexlab/dist/workload/load/reference-server';
import { type Script, scriptedEngine } from '../scripted-engine';
import { temporaryFolder } from '../small-sweep';
import { wrappedEngine } from '../wrapped-engine';

export interface KnownEngine {
  engine: Engine;
  server: ReferenceServer;
  close(): Promise<void>;
}

export interface KnownScript extends Script {
  /** Its server begins anew with each cell. */
  anew?: boolean;
  /** Its server is the engine's process. */
  watched?: boolean;
  /** It is searched by the threads of clients alone, which know it by {@link knownEnginesFile}: the main thread may not. */
  inThreads?: boolean;
}

/** The engines that may be `inThreads`. */
export const knownEnginesFile = join(__dirname, 'known-engines.cjs');

/** An engine whose every search waits for a reference server, and whose ping asks one that answers at once; its answers are exact. */
export async function knownEngine(
  name: string,
  behaviour: Behaviour,
  { anew = false, watched = false, inThreads = false, ...script }: KnownScript = {},
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
  return { engine: inThreads ? reachable(engine, server.url) : engine, server, close };
}

/** The engine with what other threads need to search it, and no search in this one. */
const reachable = (engine: Engine, url: string): Engine =>
  wrappedEngine(engine, {
    connection: { how: 'environment', address: { KNOWN_SERVER_URL: url } },
    collection(opened) {
      const ids: number[] = [];
      const vectors: number[] = [];
      return {
        async insert(batch) {
          await opened.insert(batch);
          ids.push(...batch.ids);
          vectors.push(...batch.vectors);
        },
        handle: () => ({ ids: Uint32Array.from(ids), vectors: Float32Array.from(vectors) }),
        search: () =>
          Promise.reject(new LabError({ code: 'main-thread', where: engine.name, what: 'was asked by it' })),
      };
    },
  });
