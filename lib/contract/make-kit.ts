import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContractKit, ContractSample } from '../engines/contract-check';
import type { Collection, Connection, Engine, EngineContext } from '../engines/engine';
import { messageOf } from '../base/lab-error';
import { highEffort, searchOfEffort } from './effort';
import { nearest, recall, usualMetric } from './nearest';
import { firstRows, sampleKinds } from './sample';
import { settle } from './settle';

/** A check's kit, and how to drop what the check opened with it. */
export interface OpenKit {
  readonly kit: ContractKit;
  /** Drops every collection that was opened; says of those that could not be dropped why. Never rejects. */
  readonly dropAll: () => Promise<string[]>;
}

export function makeKit(engine: Engine, connection: Connection, context: EngineContext, data: ContractSample): OpenKit {
  const opened: Collection[] = [];
  const apart: { close(): Promise<void> }[] = [];
  let over = false;
  const dropped = async (): Promise<string[]> => {
    const drops = await Promise.allSettled(opened.splice(0).map((collection) => collection.drop()));
    await Promise.all(apart.splice(0).map((one) => one.close()));
    return drops.flatMap((drop) => (drop.status === 'rejected' ? [messageOf(drop.reason)] : []));
  };
  const { filter } = connection.capabilities;
  const kit: ContractKit = {
    engine,
    connection,
    context,
    data,
    spec: (spec = {}) => ({
      name: 'contract',
      dim: data.dim,
      metric: usualMetric(connection.capabilities),
      capacity: data.ids.length,
      build: engine.buildOptions.parse({}, engine.name),
      search: searchOfEffort(engine, highEffort),
      ...(filter && { attributes: sampleKinds }),
      ...spec,
    }),
    async open(spec) {
      const collection = await connection.open(kit.spec(spec));
      opened.push(collection);
      // A check that was given up goes on unseen: what it still opens must not stay behind.
      if (over) await dropped();
      return collection;
    },
    async filled(spec = {}) {
      const collection = await kit.open(spec);
      const withAttributes = filter && !('attributes' in spec && spec.attributes === undefined);
      await collection.insert(firstRows(data, data.ids.length, withAttributes));
      await settle(collection);
      return collection;
    },
    async apart(connect) {
      const dataDir = await mkdtemp(join(context.dataDir, 'apart-'));
      const own = { ...context, dataDir };
      const other = await connect(engine, own).catch(async (error: unknown) => {
        await rm(dataDir, { recursive: true });
        throw error;
      });
      const theirs = makeKit(engine, other, own, data);
      apart.push({
        async close() {
          await theirs.dropAll();
          await other.close();
          await rm(dataDir, { recursive: true });
        },
      });
      if (over) await dropped();
      return theirs.kit;
    },
    nearest: (metric, query, count, keep) => nearest(data, metric, query, count, keep),
    recall: (collection, metric) => recall(collection, data, metric),
  };
  return {
    kit,
    dropAll() {
      over = true;
      return dropped();
    },
  };
}
