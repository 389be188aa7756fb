import type { CollectionSpec, Params } from '../engine';
import { maintenanceMemory } from './options';
import { settingsIn } from './read-settings';
import type { Sessions } from './sessions';
import type { Table } from './table';

/** What pgvector says where the graph outgrows its memory, e.g. `hnsw graph no longer fits into maintenance_work_mem after 9 tuples`. */
const outgrown = /no longer fits into maintenance_work_mem after (\d+) tuples/;

/**
 * Makes the index of a table, and returns the settings in force meanwhile. Where the graph outgrew its memory,
 * `graph_outgrew_memory_after` says after how many vectors: the rest was made many times slower.
 */
export async function makeIndex(
  sessions: Sessions,
  table: Table,
  spec: CollectionSpec,
  signal?: AbortSignal,
): Promise<Params> {
  return sessions.alone(async (client) => {
    let after: string | undefined;
    const onNotice = ({ message }: { message?: string }): void => void (after ??= outgrown.exec(message ?? '')?.[1]);
    const cancel = (): void => {
      const pid = (client as unknown as { processID: number }).processID;
      void sessions
        .query({ text: 'SELECT pg_cancel_backend($1)', values: [pid], rowMode: 'array' })
        .catch(() => undefined);
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel, { once: true });
    client.on('notice', onNotice);
    try {
      // The settings end with the transaction.
      await client.query('BEGIN');
      await client.query(`SET LOCAL maintenance_work_mem = '${maintenanceMemory(spec)}'`);
      await client.query(`SET LOCAL max_parallel_maintenance_workers = ${spec.build.max_parallel_maintenance_workers}`);
      const names = ['maintenance_work_mem', 'max_parallel_maintenance_workers'];
      const inForce = await settingsIn(async (query) => (await client.query(query)).rows, names);
      await client.query(table.createIndex);
      await client.query('COMMIT');
      return { ...inForce, ...(after !== undefined && { graph_outgrew_memory_after: Number(after) }) };
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      client.off('notice', onNotice);
    }
  });
}
