import type { ClientConfig } from 'pg';
import type { EngineContext, FoundBy } from '../engine';
import { keyFor } from '../server/key-for';
import { isLoopback } from '../server/own-secret';

/** How a server is entered, and what is there. */
export interface Login {
  readonly config: ClientConfig;
  /** Of PostgreSQL, e.g. `16.14`. */
  readonly server: string;
  /** Of pgvector, e.g. `0.8.5`: the one in the database, else the one that can be put there. */
  readonly extension: string;
}

/** Of the container in compose.yaml that was started by hand. */
const containerPassword = 'vexlab';

const versions = `
  SELECT current_setting('server_version') AS server, coalesce(installed_version, default_version) AS extension
  FROM pg_available_extensions WHERE name = 'vector'`;

/**
 * Enters a server and looks for pgvector. A URL on this machine that carries no password is tried with the lab's own where the
 * server is the lab's, else with the public one of the container that was started by hand, then, as everywhere, with the user's
 * password file. Rejects with the last error of the client.
 */
export async function login(url: string, env: EngineContext['env'], timeoutMs: number, how: FoundBy): Promise<Login> {
  const { Client } = await import('pg');
  const urls = candidates(url, env, how);
  for (const [at, connectionString] of urls.entries()) {
    const config = { connectionString, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs };
    const client = new Client(config);
    // Without a listener the end of an idle connection would be nobody's, and end the lab.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const [found] = (await client.query<{ server: string; extension: string }>(versions)).rows;
      if (!found) throw new Error('its PostgreSQL has no pgvector (no extension "vector" is available)');
      return { config: { connectionString }, server: found.server.split(' ')[0] ?? '', extension: found.extension };
    } catch (error) {
      if (at === urls.length - 1 || !isRefusal(error)) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new TypeError('no URL to try');
}

function candidates(url: string, env: EngineContext['env'], how: FoundBy): string[] {
  if (!isLoopback(url) || new URL(url).password !== '') return [url];
  const withPassword = (password: string): string => {
    const full = new URL(url);
    full.password = password;
    return full.href;
  };
  return [withPassword(keyFor(how, env) ?? containerPassword), url];
}

/** SQLSTATE class 28 is about who asks: with another password it may be answered. */
const isRefusal = (error: unknown): boolean => String((error as { code?: unknown }).code).startsWith('28');
