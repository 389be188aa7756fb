import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { Connection, Engine, EngineContext } from '../../engines/engine';
import type { Spending } from '../run/spending';
import { within } from '../run/within';
import type { BuildSteps } from './build-index';
import type { PooledIndex } from './pooled-index';
import type { Strikes } from './strikes';

/** One connection an engine, with what was built over it. */
export interface OpenEngine {
  readonly connection: Connection;
  readonly indexes: Map<string, PooledIndex>;
  /** Begun so far, also those that failed. */
  builds: number;
  /** Ends what the engine still does for the connection. */
  end(): void;
}

export interface OpenEnginesOptions extends Pick<BuildSteps, 'signal' | 'stepTimeoutMs' | 'progress'> {
  /** How many requests may be asked at once. */
  clients: number;
  spending: Spending;
  /** Engines get a folder each in here. */
  dataDir: string;
  env: Readonly<NodeJS.ProcessEnv>;
}

export interface OpenEngines extends Iterable<[string, OpenEngine]> {
  get(engine: string): OpenEngine | undefined;
  /** The one that is open, else it is connected to. */
  obtain(engine: Engine): Promise<OpenEngine>;
  /** Closes a connection, with all that was built over it. Never rejects. */
  discard(engine: string): Promise<void>;
}

const closingMs = 30_000;

export function openEngines(options: OpenEnginesOptions, strikes: Strikes): OpenEngines {
  const { dataDir, env, signal, stepTimeoutMs, progress, spending, clients } = options;
  const open = new Map<string, OpenEngine>();
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
      const opened: OpenEngine = { connection, indexes: new Map(), builds: 0, end };
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

  return {
    [Symbol.iterator]: () => open.entries(),
    get: (engine) => open.get(engine),
    obtain: async (engine) => open.get(engine.name) ?? (await connect(engine)),

    async discard(engine) {
      const opened = open.get(engine);
      open.delete(engine);
      if (!opened) return;
      await closeConnection(opened.connection);
      opened.end();
    },
  };
}

async function closeConnection(connection: Connection): Promise<void> {
  // An engine that does not even close must not keep the others' results from being finished.
  await within(closingMs, undefined, 'close', () => connection.close()).catch(() => undefined);
}
