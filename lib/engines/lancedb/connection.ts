import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { packageVersion } from '../adapter/package-version';
import type { Capabilities, Collection, Connection, EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { openLancedb } from './collection';

export async function connectLancedb(context: EngineContext, capabilities: Capabilities): Promise<Connection> {
  const folder = join(context.dataDir, 'lancedb');
  makeDataFolder(folder, 'lancedb');
  const database = await connect(folder);
  const open: Collection[] = [];
  return {
    how: 'in-process',
    clientVersion: packageVersion('@lancedb/lancedb'),
    capabilities,
    pids: () => [],
    dataFolder: folder,
    async open(spec) {
      const collection = await openLancedb(spec, database, folder, context);
      open.push(collection);
      return collection;
    },
    async close() {
      await Promise.all(open.splice(0).map((collection) => collection.drop()));
      database.close();
    },
  };
}
