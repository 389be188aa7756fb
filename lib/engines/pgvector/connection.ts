import type { ClientConfig } from 'pg';
import { LabError } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import { readWriteLock } from '../adapter/read-write-lock';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import type { AttachedServer } from '../server/attach-server';
import { carriedBy } from './clients';
import { clusterData } from './cluster';
import { openPgvector } from './collection';
import { pgvectorError } from './error';
import { login } from './login';
import { attachPgvector } from './searching';
import { openSessions } from './sessions';

/** What a collection may ask of its connection. */
export interface PgvectorServer {
  readonly config: ClientConfig;
  /** Requests at once that a collection has connections for. */
  readonly mostInFlight: number;
  /** Runs calls to the server; waits while the server is started again, and tells errors as LabErrors. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the server's death. */
  timed<T>(work: () => Promise<T>): Promise<T>;
  /** What is done after the server was started again; returns how to take it away. */
  onRestart(work: () => Promise<void>): () => void;
  /** What is ended with the connection. */
  onClose(end: () => Promise<void>): void;
  readonly signal?: AbortSignal;
}

const loginMs = 10_000;

/** Connects to a server that answers, and ends it with the connection where it is the lab's own. */
export async function connectPgvector(
  attached: AttachedServer,
  context: EngineContext,
  capabilities: Capabilities,
): Promise<Connection> {
  const { own, url } = attached;
  const lock = readWriteLock();
  const renewals = new Set<() => Promise<void>>();
  const opened: Collection[] = [];
  const ends: (() => Promise<void>)[] = [];
  let closed = false;

  const teller = (atOnce: boolean) => async (error: unknown) => {
    if (closed) throw closedError();
    throw await pgvectorError(error, { url, dataDir: context.dataDir, own, atOnce });
  };
  const [told, toldAtOnce] = [teller(false), teller(true)];
  const shared = <T>(work: () => Promise<T>): Promise<T> =>
    closed ? Promise.reject(closedError()) : lock.shared(work);

  try {
    const { config, server, extension } = await login(url, context.env, loginMs, attached.how).catch(told);
    const mostInFlight = await carriedBy(config, context).catch(told);
    const sessions = openSessions(config, {}, mostInFlight);
    renewals.add(() => sessions.renew());
    await sessions.query({ text: 'CREATE EXTENSION IF NOT EXISTS vector', rowMode: 'array' }).catch(told);
    const pgvector: PgvectorServer = {
      config,
      mostInFlight,
      call: (work) => shared(work).catch(told),
      timed: (work) => shared(work).catch(toldAtOnce),
      onRestart(work) {
        renewals.add(work);
        return () => renewals.delete(work);
      },
      onClose: (end) => void ends.push(end),
      signal: context.signal,
    };
    return {
      how: attached.how,
      clientVersion: packageVersion('pg'),
      serverVersion: `${extension} (PostgreSQL ${server})`,
      capabilities: { ...capabilities, maxInFlight: mostInFlight },
      pids: () => attached.pids(),
      ...(attached.unseen && { unseen: attached.unseen }),
      ...(attached.how === 'started' && { dataFolder: clusterData(context.dataDir) }),
      ping: async () => {
        await pgvector.timed(() => sessions.query({ name: 'ping', text: 'SELECT 1', rowMode: 'array' }));
      },
      ...(own && {
        restart: (hard: boolean) =>
          lock
            .alone(async () => {
              // What is dirty is written now, so that the server has little left to do before it ends.
              if (!hard) await sessions.query({ text: 'CHECKPOINT', rowMode: 'array' });
              await own.restart(hard);
              for (const renew of renewals) await renew();
            })
            .catch(told),
      }),
      async open(spec) {
        const collection = await openPgvector(pgvector, spec);
        opened.push(collection);
        return collection;
      },
      // With the password that the server has let in.
      address: { PGVECTOR_URL: config.connectionString ?? url },
      attach: (spec, handle) => Promise.resolve(attachPgvector(pgvector, spec, handle as string)),
      async close() {
        if (closed) return;
        // Nothing may stay behind on a server that lives on; one that no longer answers cannot be tidied.
        if (!own) await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
        closed = true;
        await attached.close();
        await sessions.end();
        await Promise.allSettled(ends.map((end) => end()));
      },
    };
  } catch (error) {
    await attached.close();
    throw error;
  }
}

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'pgvector', what: 'the connection was closed' });
