import type { Collection, CollectionSpec, Connection } from '../engine';

interface Parts extends Pick<Connection, 'clientVersion' | 'serverVersion' | 'capabilities' | 'dataFolder'> {
  open: (spec: CollectionSpec) => Promise<Collection>;
  /** Frees what the collections share, once all of them are dropped. */
  closed?: () => void;
}

/** The connection to an engine in this process: no process of its own, and what is still open when it is closed is dropped. */
export function inProcessConnection({ open, closed, ...parts }: Parts): Connection {
  const opened: Collection[] = [];
  return {
    how: 'in-process',
    ...parts,
    pids: () => [],
    async open(spec) {
      const collection = await open(spec);
      opened.push(collection);
      return collection;
    },
    async close() {
      await Promise.all(opened.splice(0).map((collection) => collection.drop()));
      closed?.();
    },
  };
}
