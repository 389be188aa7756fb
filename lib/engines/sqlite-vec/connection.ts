import { join } from 'node:path';
import { packageVersion } from '../adapter/package-version';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { openSqliteVec } from './collection';
import { versions } from './database';

export function connectSqliteVec(context: EngineContext, capabilities: Capabilities): Connection {
  const folder = join(context.dataDir, 'sqlite-vec');
  makeDataFolder(folder, 'sqlite-vec');
  const open: Collection[] = [];
  return {
    how: 'in-process',
    clientVersion: packageVersion('better-sqlite3'),
    serverVersion: versions(),
    capabilities,
    pids: () => [],
    dataFolder: folder,
    async open(spec) {
      const collection = await openSqliteVec(spec, folder, context);
      open.push(collection);
      return collection;
    },
    async close() {
      await Promise.all(open.splice(0).map((collection) => collection.drop()));
    },
  };
}
