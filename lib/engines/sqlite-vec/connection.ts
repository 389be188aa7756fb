import { join } from 'node:path';
import { inProcessConnection } from '../adapter/in-process-connection';
import { packageVersion } from '../adapter/package-version';
import type { Capabilities, Connection, EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { openSqliteVec } from './collection';
import { versions } from './database';

export function connectSqliteVec(context: EngineContext, capabilities: Capabilities): Connection {
  const dataFolder = join(context.dataDir, 'sqlite-vec');
  makeDataFolder(dataFolder, 'sqlite-vec');
  return inProcessConnection({
    clientVersion: packageVersion('better-sqlite3'),
    serverVersion: versions(),
    capabilities,
    dataFolder,
    open: (spec) => openSqliteVec(spec, dataFolder, context),
  });
}
