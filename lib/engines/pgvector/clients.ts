import type { ClientConfig } from 'pg';
import type { EngineContext } from '../engine';

/** Requests at once where nobody says how many there will be. */
const usual = 64;
/** Connections beside those of the collections. */
const beside = 16;
/** Connections of a server of the lab's own for that many. */
export const leastConnections = 200;

/** Requests at once that there shall be connections for. */
const clientsOf = ({ clients = 0 }: Pick<EngineContext, 'clients'>): number => Math.max(usual, clients);

/** Connections of a server that the lab starts: while settings change, a collection's old and new ones are open. */
export const connectionsFor = (context: Pick<EngineContext, 'clients'>): number =>
  Math.max(leastConnections, 2 * (clientsOf(context) + beside));

const room = `
  SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0)
    - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS free`;

/** Requests at once that a server has connections for, as far as asked: as many as it has room for twice. */
export async function carriedBy(config: ClientConfig, context: Pick<EngineContext, 'clients'>): Promise<number> {
  const { Client } = await import('pg');
  const client = new Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const [{ free } = { free: 0 }] = (await client.query<{ free: number }>(room)).rows;
    return Math.max(1, Math.min(clientsOf(context), Math.floor((free - beside) / 2)));
  } finally {
    await client.end().catch(() => undefined);
  }
}
