import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { inProcessConnection } from '../adapter/in-process-connection';
import type { Connection, EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { openLancedb } from './collection';

export async function connectLancedb(
  context: EngineContext,
  known: Pick<Connection, 'clientVersion' | 'capabilities'>,
): Promise<Connection> {
  const dataFolder = join(context.dataDir, 'lancedb');
  makeDataFolder(dataFolder, 'lancedb');
  const database = await connect(dataFolder);
  return inProcessConnection({
    ...known,
    dataFolder,
    open: (spec) => openLancedb(spec, database, dataFolder, context),
    closed: () => database.close(),
  });
}
