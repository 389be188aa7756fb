import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { inProcessConnection } from '../adapter/in-process-connection';
import { packageVersion } from '../adapter/package-version';
import type { Capabilities, Connection, EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { openLancedb } from './collection';

export async function connectLancedb(context: EngineContext, capabilities: Capabilities): Promise<Connection> {
  const dataFolder = join(context.dataDir, 'lancedb');
  makeDataFolder(dataFolder, 'lancedb');
  const database = await connect(dataFolder);
  return inProcessConnection({
    clientVersion: packageVersion('@lancedb/lancedb'),
    capabilities,
    dataFolder,
    open: (spec) => openLancedb(spec, database, dataFolder, context),
    closed: () => database.close(),
  });
}
