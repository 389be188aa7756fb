import { ChromaClient } from 'chromadb';
import { LabError } from '../../base/lab-error';
import { openChroma } from './collection';
import { chromaError } from './error';
import { chromaData } from './recipe';
import { attachChroma } from './searching';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import type { AttachedServer } from '../server/attach-server';

/** What a collection may ask of its connection. */
export interface ChromaServer {
  readonly client: ChromaClient;
  /** Runs calls to the server; waits while the server is started again, and tells errors as LabErrors. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the server's death. */
  timed<T>(work: () => Promise<T>): Promise<T>;
  /** Starts the server again after `change`, alone, by kill -9 where `hard`; then every open collection is warmed. */
  restart(change: () => Promise<void>, hard?: boolean): Promise<void>;
  /** What `restart` calls so that a collection is loaded again; returns how to take it away. */
  onRestart(warm: () => Promise<void>): () => void;
  readonly maxBatch: number;
  readonly signal?: AbortSignal;
}

/** Connects to a Chroma that answers, and ends it with the connection where it is the lab's own. */
export async function connectChroma(
  attached: AttachedServer,
  context: EngineContext,
  all: Capabilities,
): Promise<Connection> {
  const { own } = attached;
  const url = new URL(attached.url);
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
    const serverVersion = attached.version ?? (await call(() => client.version()));
    // A foreign server may not be started again, and without that a change of ef_search is not in force.
    const capabilities: Capabilities = { ...all, maxBatch, searchParams: own ? 'configure' : 'build' };
    const server: ChromaServer = {
      client,
      call,
      timed: (work) => shared(work).catch(toldAtOnce),
      restart: (change, hard) =>
        lock
          .alone(async () => {
            await change();
            await own?.restart(hard);
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
      how: attached.how,
      clientVersion: packageVersion('chromadb'),
      serverVersion,
      capabilities,
      pids: () => attached.pids(),
      ...(attached.unseen && { unseen: attached.unseen }),
      ...(attached.how === 'started' && { dataFolder: chromaData(context.dataDir) }),
      ...(own && { restart: (hard: boolean) => server.restart(() => Promise.resolve(), hard) }),
      ping: async () => void (await server.timed(() => client.heartbeat())),
      async open(spec) {
        const collection = await openChroma(server, spec, own !== undefined);
        opened.push(collection);
        return collection;
      },
      address: { CHROMA_URL: url.href },
      attach: (spec, handle) => attachChroma(server, spec, handle as string),
      async close() {
        // Nothing may stay behind on a server that lives on; one that no longer answers cannot be tidied.
        if (!own) await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
        closed = true;
        await attached.close();
      },
    };
  } catch (error) {
    await attached.close();
    throw error;
  }
}

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'chroma', what: 'the connection was closed' });
