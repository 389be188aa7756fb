import weaviate, { type WeaviateClient } from 'weaviate-client';
import { LabError } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import type { AttachedServer } from '../server/attach-server';
import { addressOf, urlOf } from './address';
import { openWeaviate } from './collection';
import { type Entrance, enter } from './enter';
import { weaviateError } from './error';
import { pinger } from './pinger';
import { weaviateData } from './recipe';
import { searchingWeaviate } from './searching';
import { forbidRetries, openWire, type Wire } from './wire';

/** The client, and what sends its batches. */
export interface Clients {
  readonly client: WeaviateClient;
  readonly wire: Wire;
}

/** What a collection may ask of its connection. */
export interface WeaviateServer {
  /** Runs calls to the server; waits while the server is started again, and tells errors as LabErrors. */
  call<T>(work: (clients: Clients) => Promise<T>): Promise<T>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the server's death. */
  timed<T>(work: (clients: Clients) => Promise<T>): Promise<T>;
  /** Of the vectors and the rest of an insert's objects: half of what a message may have. */
  readonly maxBatchBytes: number;
  readonly signal?: AbortSignal;
}

const enterMs = 10_000;
/** Seconds. A batch may be large, and its vectors are in the index when it is acknowledged. */
const timeout = { init: 10, query: 60, insert: 600 };

const servers = new WeakMap<Connection, WeaviateServer>();

/** What a check of this engine's own may ask beyond the contract. */
export const serverOf = (connection: Connection): WeaviateServer | undefined => servers.get(connection);

/** Connects to a server that answers, and ends it with the connection where it is the lab's own. */
export async function connectWeaviate(
  attached: AttachedServer,
  context: EngineContext,
  capabilities: Capabilities,
): Promise<Connection> {
  const { own, url } = attached;
  const { env, dataDir } = context;
  const lock = readWriteLock();
  const opened: Collection[] = [];
  let closed = false;
  let clients: Clients | undefined;

  const teller = (atOnce: boolean) => async (error: unknown) => {
    if (closed) throw closedError();
    throw await weaviateError(error, { url, dataDir, own, atOnce });
  };
  const [told, toldAtOnce] = [teller(false), teller(true)];
  const shared = <T>(work: (clients: Clients) => Promise<T>): Promise<T> =>
    lock.shared(() => (closed || !clients ? Promise.reject(closedError()) : work(clients)));

  try {
    const entrance = await enter(url, env, enterMs, attached.how).catch(told);
    if (!entrance) throw notLetIn(url);
    clients = await openClients(url, env, entrance).catch(told);
    const server: WeaviateServer = {
      call: (work) => shared(work).catch(told),
      timed: (work) => shared(work).catch(toldAtOnce),
      maxBatchBytes: Math.floor(entrance.grpcMaxMessageSize / 2),
      signal: context.signal,
    };
    const ping = pinger(server);
    const connection: Connection = {
      how: attached.how,
      clientVersion: packageVersion('weaviate-client'),
      serverVersion: entrance.version,
      capabilities: { ...capabilities, maxBatchBytes: server.maxBatchBytes },
      pids: () => attached.pids(),
      ...(attached.unseen && { unseen: attached.unseen }),
      ...(attached.how === 'started' && { dataFolder: weaviateData(dataDir) }),
      ping: () => ping.ping(),
      ...(own && {
        restart: (hard: boolean) =>
          lock
            .alone(async () => {
              await own.restart(hard);
              // The old channel would wait before it tries again, longer each time.
              await close(clients);
              clients = await openClients(url, env, entrance);
            })
            .catch(told),
      }),
      async open(spec) {
        const collection = await openWeaviate(server, spec);
        opened.push(collection);
        return collection;
      },
      address: {
        WEAVIATE_URL: url,
        WEAVIATE_GRPC_URL: urlOf(addressOf(url, env).grpc),
        ...(entrance.apiKey && { WEAVIATE_API_KEY: entrance.apiKey }),
      },
      attach: (spec, handle) => Promise.resolve(searchingWeaviate(server, spec, handle as string)),
      async close() {
        if (closed) return;
        // Nothing may stay behind on a server that lives on; one that no longer answers cannot be tidied.
        const tidy = own ? [] : [ping.close(), ...opened.splice(0).map((collection) => collection.drop())];
        await Promise.allSettled(tidy);
        closed = true;
        await close(clients);
        await attached.close();
      },
    };
    servers.set(connection, server);
    return connection;
  } catch (error) {
    await close(clients);
    await attached.close();
    throw error;
  }
}

async function openClients(url: string, env: EngineContext['env'], entrance: Entrance): Promise<Clients> {
  forbidRetries();
  const { http, grpc } = addressOf(url, env);
  const { apiKey, grpcMaxMessageSize } = entrance;
  const client = await weaviate.connectToCustom({
    httpHost: http.host,
    httpPort: http.port,
    httpSecure: http.secure,
    grpcHost: grpc.host,
    grpcPort: grpc.port,
    grpcSecure: grpc.secure,
    timeout,
    ...(apiKey && { authCredentials: new weaviate.ApiKey(apiKey) }),
  });
  return { client, wire: openWire(grpc, grpcMaxMessageSize, timeout.insert, apiKey) };
}

async function close(clients: Clients | undefined): Promise<void> {
  clients?.wire.close();
  await clients?.client.close();
}

const notLetIn = (url: string): LabError =>
  new LabError({
    code: 'unauthorized',
    where: 'weaviate',
    what: `the server at ${url} does not let the lab in`,
    remedy: 'set WEAVIATE_URL to it and WEAVIATE_API_KEY to its key',
  });

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'weaviate', what: 'the connection was closed' });
