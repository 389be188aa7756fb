import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import type { Connection, Engine } from '../../engines/engine';
import type { Cell } from '../../results/cell';
import type { PreparedDataset } from '../data/prepared-dataset';
import type { EnginePlace } from '../load/thread-job';
import { describeCell, describeIndex } from '../run/describe-cell';
import { within } from '../run/within';
import { type BuildSteps, type BuiltIndex, type Inserting, buildIndex } from './build-index';
import { indexKey } from './index-key';
import { type OpenEnginesOptions, openEngines } from './open-engines';
import { pingConnection } from './ping-connection';
import type { PooledIndex } from './pooled-index';
import { silenceOf } from './silence-of';
import { countStrikes } from './strikes';

/** Open connections and built indexes, kept from cell to cell: an index is built once and searched by many. */
export interface IndexPool {
  /** The connection of an engine, if it is open. */
  connection(engine: string): Connection | undefined;
  /** The connection of an engine that must be open. LabError `no-connection`. */
  connected(engine: string): Connection;
  /** With what another thread connects to the server of an engine that is open; undefined where only this one can. */
  reach(engine: string): Pick<EnginePlace, 'enginesFile' | 'env' | 'dataDir'> | undefined;
  /** The index that a cell searches: the one kept, or a new one. Connects where there is no connection. */
  obtain(cell: Cell, engine: Engine, prepared: PreparedDataset): Promise<PooledIndex>;
  /** The connection of an engine, opened where it is not; `fresh`: again, where it has built something, with all it held gone. */
  start(engine: Engine, fresh: boolean): Promise<Connection>;
  /** An index of its own for a cell that fills one, on the engine's open connection: not kept, the caller drops it. */
  build(cell: Cell, engine: Engine, prepared: PreparedDataset, how: Inserting): Promise<BuiltIndex>;
  /** Told of a cell that failed: closes the connection with all its indexes, unless one of these still answers. Resolves to what came instead of the answer. */
  failed(cell: Cell, thrown: unknown): Promise<unknown>;
  /** Drops the indexes that none of the cells still to come searches. */
  keepFor(remaining: readonly Cell[]): Promise<void>;
  /** Closes everything. Never rejects. */
  close(): Promise<void>;
}

export interface PoolOptions extends BuildSteps, OpenEnginesOptions {
  /** As of the laboratory. */
  enginesFile?: string | undefined;
}

/** How often the same connection, index or cell may fail before it is not tried again. */
const mostFailures = 3;
const droppingMs = 30_000;
const pingingMs = 10_000;

export function createIndexPool(options: PoolOptions): IndexPool {
  const { dataDir, env, signal, clock, enginesFile } = options;
  const strikes = countStrikes(mostFailures);
  const open = openEngines(options, strikes);

  return {
    connection: (engine) => open.get(engine)?.connection,

    connected(engine) {
      const found = open.get(engine)?.connection;
      if (found) return found;
      throw new LabError({ code: 'no-connection', where: engine, what: 'an index without a connection' });
    },

    reach(engine) {
      const address = open.get(engine)?.connection.address;
      return address && { enginesFile, env: { ...env, ...address }, dataDir: join(dataDir, engine) };
    },

    async start(engine, fresh) {
      if (fresh && (open.get(engine.name)?.builds ?? 0) > 0) await open.discard(engine.name);
      return (await open.obtain(engine)).connection;
    },

    async build(cell, engine, { dataset }, how) {
      strikes.check(describeCell(cell));
      const opened = await open.obtain(engine);
      const first = opened.builds === 0;
      opened.builds += 1;
      try {
        return await buildIndex(cell, dataset, engine, { connection: opened.connection, first }, options, how);
      } catch (thrown) {
        strikes.count(describeCell(cell), thrown);
        throw thrown;
      }
    },

    async obtain(cell, engine, prepared) {
      strikes.check(describeCell(cell));
      const opened = await open.obtain(engine);
      const { connection, indexes } = opened;
      const key = indexKey(cell, connection);
      const kept = indexes.get(key);
      if (kept) return kept;
      const what = describeIndex(cell, connection.capabilities.searchParams === 'build');
      strikes.check(what);
      try {
        const first = opened.builds === 0;
        opened.builds += 1;
        const built = await buildIndex(cell, prepared.dataset, engine, { connection, first }, options);
        const pinging = within(pingingMs, signal, 'ping', () => pingConnection(connection, clock));
        const index = { ...built, ping: await pinging.catch(() => undefined) };
        indexes.set(key, index);
        return index;
      } catch (thrown) {
        strikes.count(what, thrown);
        throw thrown;
      }
    },

    async failed(cell, thrown) {
      const code = thrown instanceof LabError ? thrown.code : undefined;
      const opened = open.get(cell.engine);
      // Nothing was tried, so nothing can have broken.
      if (!opened || code === 'gave-up') return undefined;
      const index = opened.indexes.get(indexKey(cell, opened.connection));
      if (index) strikes.count(describeCell(cell), thrown);
      // What was asked in a cell that ran out of time may go on in the engine and would burden the next one.
      const leftBehind = code === 'timed-out';
      // Where its index was never built, another one shows whether the engine is still there.
      const witness = index ?? [...opened.indexes.values()].at(-1);
      const silence = witness && !leftBehind ? await silenceOf(witness) : undefined;
      if (leftBehind || !witness || silence !== undefined) await open.discard(cell.engine);
      return silence;
    },

    async keepFor(remaining) {
      for (const [engine, { connection, indexes }] of open) {
        const needed = new Set(
          remaining.filter((cell) => cell.engine === engine).map((cell) => indexKey(cell, connection)),
        );
        for (const [key, { collection }] of indexes) {
          if (needed.has(key)) continue;
          indexes.delete(key);
          // What cannot be dropped now goes with the connection or with the run's data folder.
          await within(droppingMs, undefined, 'drop', () => collection.drop()).catch(() => undefined);
        }
      }
    },

    async close() {
      await Promise.all([...open].map(([engine]) => open.discard(engine)));
    },
  };
}
