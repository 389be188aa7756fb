import type { Collection, Connection, Engine } from 'vexlab/dist/engines/engine';

/** What is laid over an engine's connections and collections. */
export interface Wrapping {
  connection?: Partial<Connection>;
  /** Given what the engine opened. */
  collection?: (collection: Collection) => Partial<Collection>;
}

/** The engine, whose connections and collections do something else in part. */
export const wrappedEngine = (engine: Engine, { connection, collection }: Wrapping): Engine => ({
  ...engine,
  async connect(context) {
    const connected = await engine.connect(context);
    return {
      ...connected,
      ...connection,
      async open(spec) {
        const opened = await connected.open(spec);
        return { ...opened, ...collection?.(opened) };
      },
    };
  },
});
