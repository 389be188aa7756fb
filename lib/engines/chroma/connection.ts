import { join } from 'node:path';
import { ChromaClient } from 'chromadb';
import { LabError } from '../../base/lab-error';
import { openChroma } from './collection';
import { chromaError } from './error';
import { answersAsChroma, type Found } from './find';
import { makeDataFolder } from '../process/data-folder';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import { type Service, startService } from '../process/service';

/** What a collection may ask of its connection. */
export interface ChromaServer {
  readonly client: ChromaClient;
  /** Runs calls to the server; waits while the server is started again, and tells errors as LabErrors. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the server's death. */
  timed<T>(work: () => Promise<T>): Promise<T>;
  /** Starts the server again after `change`, alone; then every open collection is warmed. */
  restart(change: () => Promise<void>): Promise<void>;
  /** What `restart` calls so that a collection is loaded again; returns how to take it away. */
  onRestart(warm: () => Promise<void>): () => void;
  readonly maxBatch: number;
  readonly signal?: AbortSignal;
}

/** The server of the wheel: one Rust library with the command line of Chroma in it. */
const serverMain = 'import sys, chromadb_rust_bindings as b; b.cli(["chroma", "run", *sys.argv[1:]])';

/** Connects to a Chroma that was found, or starts one. */
export async function connectChroma(
  found: Exclude<Found, { how: 'missing' }>,
  context: EngineContext,
  all: Capabilities,
): Promise<Connection> {
  const own = found.how === 'started' ? await start(found.python, context) : undefined;
  const url = new URL(found.how === 'started' ? `http://127.0.0.1:${own?.port}` : found.url);
  const ssl = url.protocol === 'https:';
  const client = new ChromaClient({ host: url.hostname, port: Number(url.port) || (ssl ? 443 : 80), ssl });
  const lock = readWriteLock();
  const warmers = new Set<() => Promise<void>>();
  const opened: Collection[] = [];
  let closed = false;

  const teller = (atOnce: boolean) => async (error: unknown) => {
    if (closed) throw closedError();
    throw await chromaError(error, { url: url.href, dataDir: context.dataDir, own, atOnce });
  };
  const [told, toldAtOnce] = [teller(false), teller(true)];
  const shared = <T>(work: () => Promise<T>): Promise<T> =>
    closed ? Promise.reject(closedError()) : lock.shared(work);
  const call = <T>(work: () => Promise<T>): Promise<T> => shared(work).catch(told);

  try {
    const maxBatch = await call(() => client.getMaxBatchSize());
    const serverVersion = found.how === 'started' ? found.version : await call(() => client.version());
    // A foreign server may not be started again, and without that a change of ef_search is not in force.
    const capabilities: Capabilities = { ...all, maxBatch, searchParams: own ? 'configure' : 'build' };
    const server: ChromaServer = {
      client,
      call,
      timed: (work) => shared(work).catch(toldAtOnce),
      restart: (change) =>
        lock
          .alone(async () => {
            await change();
            await own?.restart();
            for (const warm of warmers) await warm();
          })
          .catch(told),
      onRestart(warm) {
        warmers.add(warm);
        return () => warmers.delete(warm);
      },
      maxBatch,
      signal: context.signal,
    };
    return {
      how: found.how,
      clientVersion: packageVersion('chromadb'),
      serverVersion,
      capabilities,
      pids: () => (own ? [own.pid()] : []),
      async open(spec) {
        const collection = await openChroma(server, spec, own !== undefined);
        opened.push(collection);
        return collection;
      },
      async close() {
        // Nothing may stay behind on a server that lives on; one that no longer answers cannot be tidied.
        if (!own) await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
        closed = true;
        await own?.stop();
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'chroma', what: 'the connection was closed' });

function start(python: string, context: EngineContext): Promise<Service> {
  const data = join(context.dataDir, 'chroma');
  makeDataFolder(data, 'chroma');
  return startService({
    name: 'chroma',
    dataDir: context.dataDir,
    command: (port) => ({
      file: python,
      args: ['-c', serverMain, '--host', '127.0.0.1', '--port', String(port), '--path', data],
      // Its default log writes 3 kB for every query.
      env: { ...context.env, RUST_LOG: context.env.RUST_LOG ?? 'warn' },
    }),
    isReady: (port) => answersAsChroma(`http://127.0.0.1:${port}`, 1000),
    signal: context.signal,
  });
}
