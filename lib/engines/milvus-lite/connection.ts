import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { LabError } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import type { AttachedServer } from '../server/attach-server';
import { withoutPassword } from '../server/without-password';
import { liteVersionAt, newClient } from './client';
import { openLite } from './collection';
import { liteError } from './error';
import { liteData } from './recipe';
import { searchingLite } from './searching';

/** What a collection may ask of its connection. */
export interface LiteServer {
  /** Runs calls to the server; waits while the server is started again, and tells errors as LabErrors. */
  call<T>(work: (client: MilvusClient) => Promise<T>): Promise<T>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the server's death. */
  timed<T>(work: (client: MilvusClient) => Promise<T>): Promise<T>;
  /** What is done when the server was started again, before anybody may call; returns how to take it away. */
  onRestart(load: (client: MilvusClient) => Promise<void>): () => void;
  readonly signal?: AbortSignal;
}

/** How long a search may take, milliseconds; what builds an index sets a limit of its own. */
const timeoutMs = 60_000;

/** Connects to a Milvus Lite that answers, and ends it with the connection where it is the lab's own. */
export async function connectLite(
  attached: AttachedServer,
  context: EngineContext,
  capabilities: Capabilities,
): Promise<Connection> {
  const { own, how, url } = attached;
  let client = newClient(url, timeoutMs);
  const lock = readWriteLock();
  const loaders = new Set<(client: MilvusClient) => Promise<void>>();
  const opened: Collection[] = [];
  let closed = false;

  const shared = async <T>(work: (client: MilvusClient) => Promise<T>, atOnce: boolean): Promise<T> => {
    try {
      if (closed) throw closedError();
      return await lock.shared(() => work(client));
    } catch (error) {
      throw closed ? closedError() : await told(error, atOnce);
    }
  };
  const told = (error: unknown, atOnce = false): Promise<Error> =>
    liteError(error, { url: withoutPassword(url), dataDir: context.dataDir, own, atOnce });
  const server: LiteServer = {
    call: (work) => shared(work, false),
    timed: (work) => shared(work, true),
    onRestart(load) {
      loaders.add(load);
      return () => loaders.delete(load);
    },
    signal: context.signal,
  };
  /** With a client of its own: the old one waits for a while before it tries a lost connection again. */
  const restart = async (hard: boolean): Promise<void> => {
    await own?.restart(hard);
    await client.closeConnection();
    client = newClient(url, timeoutMs);
    for (const load of loaders) await load(client);
  };

  try {
    const serverVersion = await liteVersionAt(url, timeoutMs);
    return {
      how,
      clientVersion: packageVersion('@zilliz/milvus2-sdk-node'),
      ...(serverVersion && { serverVersion }),
      capabilities,
      pids: () => attached.pids(),
      ...(attached.unseen && { unseen: attached.unseen }),
      ...(own && {
        dataFolder: liteData(context.dataDir),
        restart: (hard: boolean) =>
          lock
            .alone(() => restart(hard))
            .catch(async (error: unknown) => {
              throw await told(error);
            }),
      }),
      ping: async () => void (await server.timed((milvus) => milvus.getVersion())),
      async open(spec) {
        const collection = await openLite(server, spec);
        opened.push(collection);
        return collection;
      },
      address: { MILVUS_URL: url },
      attach: (spec, handle) => Promise.resolve(searchingLite(server, spec, handle as string, () => spec.search)),
      async close() {
        // Nothing may stay behind on a server that lives on; one that no longer answers cannot be tidied.
        if (!own) await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
        closed = true;
        await client.closeConnection();
        await attached.close();
      },
    };
  } catch (error) {
    await client.closeConnection();
    await attached.close();
    throw error;
  }
}

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'milvus-lite', what: 'the connection was closed' });
