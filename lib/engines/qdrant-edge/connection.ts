import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { readWriteLock } from '../adapter/read-write-lock';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import { isFull, makeDataFolder, noSpace } from '../process/data-folder';
import { portVariable } from './attach-edge';
import { openEdge } from './collection';
import { searchParts } from './frames';
import { edgeVersion } from './packages';
import { searchingEdge } from './searching';
import { startSidecar, versionAt } from './sidecar';
import { openWire, operation } from './wire';

/** What a collection may ask of its connection. */
export interface EdgeProcess {
  /** Waits while the process is started again; errors are LabErrors, a death of the process among them. */
  request(operation: number, ...parts: readonly Uint8Array[]): Promise<Buffer>;
  /** The same for what is timed: an error is told at once, without waiting for the news of the process's death. */
  timed(operation: number, ...parts: readonly Uint8Array[]): Promise<Buffer>;
  /** Called after each start of the process, which knows no collections then; returns how to take it away. */
  onRestart(load: (request: EdgeProcess['request']) => Promise<void>): () => void;
  /** Folder of the collections. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

/** How long the news of the process's death may come after the broken connection, milliseconds. */
const newsMs = 1000;
/** Ids that a ping brings back. */
const pingIds = 10;

/** Starts the sidecar, and ends it with the connection. */
export async function connectEdge(context: EngineContext, capabilities: Capabilities): Promise<Connection> {
  const { dataDir, signal } = context;
  const folder = join(dataDir, 'shards');
  makeDataFolder(folder, 'qdrant-edge');
  const service = await startSidecar(context);
  let wire = await openWire(service.port);
  const serverVersion = await versionAt(service.port);
  const lock = readWriteLock();
  const loaders = new Set<Parameters<EdgeProcess['onRestart']>[0]>();
  const opened: Collection[] = [];
  let closed = false;
  let dim = 0;

  const told = async (error: unknown, waitMs: number): Promise<unknown> => {
    if (closed) return closedError();
    const code = error instanceof LabError ? error.code : '';
    const died = await service.died(code === 'unreachable' ? waitMs : 0);
    // It writes through memory maps, and is ended by the system where the disk has no room for them.
    if ((died || code === 'engine-error') && isFull(dataDir)) return noSpace(dataDir, 'qdrant-edge', died ?? error);
    return died ?? error;
  };
  const asking =
    (waitMs: number): EdgeProcess['request'] =>
    async (number, ...parts) => {
      if (closed) throw closedError();
      try {
        return await lock.shared(() => wire.request(number, ...parts));
      } catch (error) {
        throw await told(error, waitMs);
      }
    };
  const edge: EdgeProcess = {
    request: asking(newsMs),
    timed: asking(0),
    onRestart(load) {
      loaders.add(load);
      return () => loaders.delete(load);
    },
    folder,
    signal,
  };

  return {
    how: 'started',
    clientVersion: edgeVersion,
    serverVersion,
    capabilities,
    pids: () => [service.pid()],
    dataFolder: folder,
    async ping() {
      const query = new Float32Array(dim);
      await edge.timed(operation.ping, ...searchParts({ shard: 0, k: pingIds, ef: 0, exact: false }, query));
    },
    restart: (hard) =>
      lock.alone(async () => {
        wire.close();
        await service.restart(hard);
        wire = await openWire(service.port);
        for (const load of loaders) await load((number, ...parts) => wire.request(number, ...parts));
      }),
    async open(spec) {
      const collection = await openEdge(edge, spec);
      dim = spec.dim;
      opened.push(collection);
      return collection;
    },
    address: { [portVariable]: String(service.port) },
    attach: (spec, shard) => Promise.resolve(searchingEdge(edge, spec, shard as number, () => spec.search)),
    async close() {
      if (closed) return;
      // What lies on the disk is no use without the process; one that no longer answers cannot be asked to let go of it.
      await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
      closed = true;
      wire.close();
      await service.stop();
    },
  };
}

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'qdrant-edge', what: 'the connection was closed' });
