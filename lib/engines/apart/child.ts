import { type Call, errorReply, type Reply } from '../adapter/pending-calls';
import type { Collection, CollectionSpec, Connection, Engine } from '../engine';

/** What the child says of its connection. */
export interface ApartFacts extends Pick<Connection, 'clientVersion' | 'capabilities'> {
  readonly serverVersion?: string;
  readonly dataFolder?: string;
}

/** What the child says of a collection that it opened. */
export interface ApartCollection {
  readonly handle: number;
  /** Name of its {@link StoredCollection}; absent: it has none. */
  readonly stored?: string;
  /** Methods that it has, optional ones among them. */
  readonly methods: readonly string[];
}

/** The process that `connectApart` starts: an embedded engine behind messages. It ends with the lab, however the lab ends. */
const [enginesFile, name, dataDir] = process.argv.slice(2) as [string, string, string];
const collections: Collection[] = [];
let connection: Connection | undefined;

const methods = {
  async connect(): Promise<ApartFacts> {
    const { engines } = (await import(enginesFile)) as { engines: readonly Engine[] };
    const engine = engines.find((one) => one.name === name);
    if (!engine) throw new TypeError(`${enginesFile} exports no engine ${name}`);
    connection = await engine.connect({ dataDir, env: process.env });
    const { clientVersion, serverVersion, capabilities, dataFolder } = connection;
    return {
      clientVersion,
      capabilities,
      ...(serverVersion && { serverVersion }),
      ...(dataFolder && { dataFolder }),
    };
  },

  async open(spec: CollectionSpec): Promise<ApartCollection> {
    const collection = await (connection as Connection).open(spec);
    const { stored } = collection;
    const has = Object.entries(collection).filter(([, value]) => typeof value === 'function');
    const handle = collections.push(collection) - 1;
    return { handle, ...(stored && { stored: stored.name }), methods: has.map(([method]) => method) };
  },

  async use({ handle, method, given }: { handle: number; method: string; given: unknown[] }): Promise<unknown> {
    const collection = collections[handle] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    return collection[method]?.(...given);
  },

  /** Lets go of all collections in good order; what they hold stays. */
  async letGo(): Promise<void> {
    await Promise.all(collections.flatMap(({ stored }) => (stored ? [stored.close()] : [])));
    await connection?.close();
  },
} satisfies Record<string, (argument: never) => Promise<unknown>>;

export type ApartMethods = typeof methods;

process.on('message', ({ id, method, argument }: Call) => {
  const send = (reply: Reply): void => void process.send?.(reply);
  const answers: Record<string, (argument: never) => Promise<unknown>> = methods;
  Promise.resolve(answers[method]?.(argument as never)).then(
    (value) => send({ id, value }),
    (error: unknown) => send(errorReply(id, error)),
  );
});
process.on('disconnect', () => process.exit());
