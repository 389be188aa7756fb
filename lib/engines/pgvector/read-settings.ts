import type { QueryArrayConfig } from 'pg';
import type { Params } from '../engine';

/** Runs a query in one session or in any of several. */
type Ask = (query: QueryArrayConfig) => Promise<unknown[][]>;

/** What decides how fast the server is and what it keeps, beside the options of the lab. */
export const telling = ['shared_buffers', 'jit', 'fsync', 'synchronous_commit'];

/** Settings in force, by their names without the extension's: `hnsw.ef_search` is `ef_search`. */
export async function settingsIn(ask: Ask, names: readonly string[]): Promise<Params> {
  const shown = names.map((name) => `current_setting('${name}')`).join(', ');
  const [row] = await ask({ text: `SELECT ${shown}`, rowMode: 'array' });
  return Object.fromEntries(names.map((name, at) => [name.replace(/^\w+\./, ''), valueOf(String(row?.[at]))]));
}

/** The options of an index, as the catalogue has them, e.g. `m=16`. */
export async function indexOptions(ask: Ask, indexName: string): Promise<Params> {
  const text = 'SELECT unnest(reloptions) FROM pg_class WHERE oid = $1::regclass';
  const rows = await ask({ text, values: [indexName], rowMode: 'array' });
  return Object.fromEntries(
    rows.map(([option]) => {
      const [name, value] = String(option).split('=');
      return [name ?? '', valueOf(value ?? '')];
    }),
  );
}

const valueOf = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);
