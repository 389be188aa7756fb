import type { QdrantClient } from '@qdrant/js-client-rest' with { 'resolution-mode': 'import' };
import { LabError } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import type { AttachedServer } from '../server/attach-server';
import { withoutPassword } from '../server/without-password';
import { addressOf } from './address';
import { openQdrant } from './collection';
import { qdrantError } from './error';
import { qdrantData } from './recipe';
import { searchingQdrant } from './searching';

/** What a collection may ask of its connection. */
export interface QdrantServer {
  readonly client: QdrantClient;
  /** Runs calls to the server; waits while the server is started again, and tells errors as LabErrors. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the server's death. */
  timed<T>(work: () => Promise<T>): Promise<T>;
  readonly signal?: AbortSignal;
}

/** So many that none of the lab's clients ever waits for another's connection: the client's own limit is 25. */
const connections = 1024;

/** Connects to a Qdrant that answers, and ends it with the connection where it is the lab's own. */
export async function connectQdrant(
  attached: AttachedServer,
  context: EngineContext,
  capabilities: Capabilities,
): Promise<Connection> {
  const { own, how } = attached;
  const { url, port, prefix } = addressOf(attached.url);
  // On the default port anybody may listen: the key goes only to the server that its owner named.
  const key = how === 'environment' ? context.env.QDRANT_API_KEY : undefined;
  const client = new (await import('@qdrant/js-client-rest')).QdrantClient({
    url,
    port,
    prefix,
    maxConnections: connections,
    // A header of ours, because the client writes a warning to the console where it gets a key and no TLS.
    ...(key && { headers: { 'api-key': key } }),
    checkCompatibility: false,
  });
  const lock = readWriteLock();
  const opened: Collection[] = [];
  let closed = false;

  const shared = async <T>(work: () => Promise<T>, atOnce: boolean): Promise<T> => {
    const facts = { url: withoutPassword(attached.url), dataDir: context.dataDir, own, atOnce };
    try {
      if (closed) throw closedError();
      return await lock.shared(work);
    } catch (error) {
      throw closed ? closedError() : await qdrantError(error, facts);
    }
  };
  const server: QdrantServer = {
    client,
    call: (work) => shared(work, false),
    timed: (work) => shared(work, true),
    signal: context.signal,
  };

  try {
    const { version } = await server.call(() => client.versionInfo());
    // Everybody is told the version; only who may use the server is told its collections.
    await server.call(() => client.getCollections());
    return {
      how,
      clientVersion: packageVersion('@qdrant/js-client-rest'),
      serverVersion: version,
      capabilities,
      pids: () => attached.pids(),
      ...(attached.unseen && { unseen: attached.unseen }),
      ...(how === 'started' && { dataFolder: qdrantData(context.dataDir) }),
      ...(own && { restart: (hard: boolean) => lock.alone(() => own.restart(hard)) }),
      ping: async () => void (await server.timed(() => client.versionInfo())),
      async open(spec) {
        const collection = await openQdrant(server, spec);
        opened.push(collection);
        return collection;
      },
      // A server of the lab's own wants no key, whatever the user's others want.
      address: { QDRANT_URL: attached.url, QDRANT_API_KEY: key ?? '' },
      attach: (spec, handle) => Promise.resolve(searchingQdrant(server, spec, handle as string, () => spec.search)),
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
  new LabError({ code: 'closed', where: 'qdrant', what: 'the connection was closed' });
