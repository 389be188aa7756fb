import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { contentId } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import type { Connection, Engine, EngineContext } from '../../engines/engine';
import type { Cell } from '../../results/cell';
import { type BuildSteps, type BuiltIndex, type Inserting, buildIndex } from './build-index';
import { describeCell, describeIndex } from '../run/describe-cell';
import { ladderOf } from '../data/filter-ladder';
import { pingConnection } from './ping-connection';
import type { PreparedDataset } from '../data/prepared-dataset';
import type { Spending } from '../run/spending';
import { countStrikes } from './strikes';
import { within } from '../run/within';

/** Open connections and built indexes, kept from cell to cell: an index is built once and searched by many. */
export interface IndexPool {
  /** The connection of an engine, if it is open. */
  connection(engine: string): Connection | undefined;
  /** The connection of an engine that must be open. LabError `no-connection`. */
  connected(engine: string): Connection;
  /** With what another thread connects to the server of an engine that is open; undefined where only this one can. */
  reach(engine: string): Pick<EngineContext, 'env' | 'dataDir'> | undefined;
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

export interface PooledIndex extends BuiltIndex {
  /** Latencies of requests that do nothing, measured when it was built: they may carry as much as its searches. */
  ping?: string | undefined;
}

export interface PoolOptions extends BuildSteps {
  /** How many requests may be asked at once. */
  clients: number;
  spending: Spending;
  /** Engines get a folder each in here. */
  dataDir: string;
  env: Readonly<NodeJS.ProcessEnv>;
}

/** How often the same connection, index or cell may fail before it is not tried again. */
const mostFailures = 3;
const closingMs = 30_000;
const answeringMs = 10_000;
const pingingMs = 10_000;

interface OpenEngine {
  connection: Connection;
  indexes: Map<string, PooledIndex>;
  /** Begun so far, also those that failed. */
  builds: number;
  /** Ends what the engine still does for the connection. */
  end: () => void;
}

export function createIndexPool(options: PoolOptions): IndexPool {
  const { dataDir, env, signal, stepTimeoutMs, progress, spending, clients, clock } = options;
  const open = new Map<string, OpenEngine>();
  const strikes = countStrikes(mostFailures);
  // Every open engine listens; Node warns of more than ten as of a leak.
  if (signal) setMaxListeners(0, signal);

  const connect = async (engine: Engine): Promise<OpenEngine> => {
    const what = `connecting to ${engine.name}`;
    strikes.check(what);
    const own = { dataDir: join(dataDir, engine.name), env, progress, clients };
    const context: EngineContext = { ...own, ...(signal && { signal }) };
    const maySpend = await spending(engine, context);
    // Lives as long as the connection: whatever the engine still does for it ends with the connection or the run.
    const ending = new AbortController();
    const end = (): void => {
      signal?.removeEventListener('abort', end);
      ending.abort(signal?.reason);
    };
    signal?.addEventListener('abort', end);
    const connecting = engine.connect({ ...context, signal: ending.signal, maySpend });
    try {
      const connection = await within(stepTimeoutMs, signal, what, () => connecting);
      const opened = { connection, indexes: new Map<string, PooledIndex>(), builds: 0, end };
      open.set(engine.name, opened);
      return opened;
    } catch (thrown) {
      strikes.count(what, thrown);
      end();
      // One that comes when its time is up must not be left running.
      void connecting.then(closeConnection, () => undefined);
      throw thrown;
    }
  };

  const discard = async (engine: string): Promise<void> => {
    const opened = open.get(engine);
    open.delete(engine);
    if (!opened) return;
    await closeConnection(opened.connection);
    opened.end();
  };

  return {
    connection: (engine) => open.get(engine)?.connection,

    connected(engine) {
      const found = open.get(engine)?.connection;
      if (found) return found;
      throw new LabError({ code: 'no-connection', where: engine, what: 'an index without a connection' });
    },

    reach(engine) {
      const address = open.get(engine)?.connection.address;
      return address && { env: { ...env, ...address }, dataDir: join(dataDir, engine) };
    },

    async start(engine, fresh) {
      if (fresh && (open.get(engine.name)?.builds ?? 0) > 0) await discard(engine.name);
      return (open.get(engine.name) ?? (await connect(engine))).connection;
    },

    async build(cell, engine, { dataset }, how) {
      strikes.check(describeCell(cell));
      const opened = open.get(engine.name) ?? (await connect(engine));
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
      const opened = open.get(engine.name) ?? (await connect(engine));
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
      if (leftBehind || !witness || silence !== undefined) await discard(cell.engine);
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
          await within(closingMs, undefined, 'drop', () => collection.drop()).catch(() => undefined);
        }
      }
    },

    async close() {
      await Promise.all([...open.keys()].map(discard));
    },
  };
}

const addresses = new WeakMap<Cell, { index: string; search: string }>();

/** Which index a cell searches: one whose rows carry attributes is another than a plain one. Where search parameters reach the engine by building they are part of it. */
function indexKey(cell: Cell, { capabilities }: Connection): string {
  let address = addresses.get(cell);
  if (!address) {
    const { dataset, build, buildIndex: nth, search } = cell;
    const carried = ladderOf(cell) ?? [];
    address = { index: contentId([dataset, build, nth, carried]), search: contentId(search) };
    addresses.set(cell, address);
  }
  return capabilities.searchParams === 'build' ? `${address.index} ${address.search}` : address.index;
}

/** Undefined where the engine still counts what it counted when the index was built; else what was thrown, or is wrong. */
async function silenceOf({ collection, build }: BuiltIndex): Promise<unknown> {
  try {
    const counted = await within(answeringMs, undefined, 'count', () => collection.count());
    return counted === build.countAfter ? undefined : `${counted} rows, where ${build.countAfter} were counted before`;
  } catch (thrown) {
    return thrown;
  }
}

async function closeConnection(connection: Connection): Promise<void> {
  // An engine that does not even close must not keep the others' results from being finished.
  await within(closingMs, undefined, 'close', () => connection.close()).catch(() => undefined);
}
