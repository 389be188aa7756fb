import { type ClientConfig, Pool, type PoolClient, type QueryArrayConfig } from 'pg';
import { LabError } from '../../base/lab-error';
import type { Params } from '../engine';

/** Settings of a session by their full names, e.g. `hnsw.ef_search`. */
export type Settings = Params;

/** Connections to the server, which all have the same settings in force. */
export interface Sessions {
  query(query: QueryArrayConfig): Promise<unknown[][]>;
  /** One connection for several statements. */
  alone<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** Puts settings in force: when it resolves, none of the connections has the old ones. */
  set(settings: Settings): Promise<void>;
  /** New connections in the place of those that the server's end has cut. */
  renew(): Promise<void>;
  end(): Promise<void>;
}

/** For what is asked beside the requests that are measured, e.g. to cancel one. */
const spare = 2;

/**
 * In PostgreSQL a setting is of a session. So each connection asks for the settings when it is opened, and is used only when
 * the server has said that it has them; a change opens new connections in place of the old ones. A connection is opened when
 * one is needed, for up to `most` requests at once.
 */
export function openSessions(config: ClientConfig, initial: Settings, most: number): Sessions {
  let settings = initial;
  let pool = open(config, settings, most);
  let turn: Promise<unknown> = Promise.resolve();
  const replace = async (next: Settings): Promise<void> => {
    const old = pool;
    const fresh = open(config, next, most);
    try {
      const clients = await Promise.all(Array.from({ length: Math.max(1, old.totalCount) }, () => fresh.connect()));
      for (const client of clients) client.release();
    } catch (error) {
      await fresh.end();
      throw error;
    }
    [pool, settings] = [fresh, next];
    await old.end();
  };
  /** One change after another. */
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const mine = turn.then(change);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    query: async (query) => (await pool.query<unknown[]>(query)).rows,
    async alone(work) {
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release();
      }
    },
    set: (next) => inTurn(() => replace(next)),
    renew: () => inTurn(() => replace(settings)),
    end: () => pool.end(),
  };
}

function open(config: ClientConfig, settings: Settings, most: number): Pool {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new Pool({
    ...config,
    ...(options.length > 0 && { options: options.join(' ') }),
    max: most + spare,
    // Never closed for idleness: opening one again would be measured.
    idleTimeoutMillis: 0,
    verify: (client, done) => void verify(client, settings).then(() => done(), done),
  });
  // An idle connection that is cut is told by the next request.
  pool.on('error', () => undefined);
  // The pool listens only while a connection is idle. One that is cut in use rejects its query, which tells the failure; its
  // `error` besides would have no listener, and end the lab.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A setting of an extension is looked at only when its library is loaded, which the first vector does. */
async function verify(client: PoolClient, settings: Settings): Promise<void> {
  const names = Object.keys(settings);
  if (names.length === 0) return;
  await client.query(`SELECT '[0]'::vector`);
  const shown = names.map((name, at) => `current_setting('${name}') AS s${at}`).join(', ');
  const [row] = (await client.query<Record<string, string>>(`SELECT ${shown}`)).rows;
  for (const [at, name] of names.entries()) {
    const [asked, inForce] = [String(settings[name]), row?.[`s${at}`]];
    if (asked === inForce) continue;
    const what = `a session asked for ${name} = ${asked} and has ${inForce}`;
    throw new LabError({ code: 'not-in-force', where: 'pgvector', what });
  }
}
