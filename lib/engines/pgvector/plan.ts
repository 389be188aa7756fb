import type { QueryArrayConfig } from 'pg';
import type { Params } from '../engine';
import type { Sessions } from './sessions';
import type { Table } from './table';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

/**
 * How a search of ten would be answered now, without a filter and with one by the first attribute: from the `index`, or in
 * which other way, e.g. by a `Seq Scan`. PostgreSQL weighs the costs anew for every table, setting and filter.
 */
export async function plansOf(sessions: Sessions, table: Table, dim: number): Promise<Params> {
  const vector = new Float32Array(dim).fill(1);
  const [first] = table.attributes;
  const plan = await planOf(sessions, table, table.search(vector, 10));
  if (!first) return { plan };
  const text = `SELECT a0 FROM ${table.name} WHERE a0 IS NOT NULL LIMIT 1`;
  const [row] = await sessions.query({ text, rowMode: 'array' });
  if (!row) return { plan };
  const filter = { attribute: first[0], equals: row[0] as string | number | boolean };
  return { plan, plan_filtered: await planOf(sessions, table, table.search(vector, 10, filter)) };
}

/** How one query would be answered now: from the `index`, or in which other way. */
export async function planOf(sessions: Sessions, table: Table, { text, values }: QueryArrayConfig): Promise<string> {
  const [row] = await sessions.query({ text: `EXPLAIN (FORMAT JSON) ${text}`, values, rowMode: 'array' });
  const [{ Plan }] = row?.[0] as [{ Plan: PlanNode }];
  let node = Plan;
  // The last: of a batch the first is where its vectors come from.
  for (let last = node.Plans?.at(-1); last; last = node.Plans?.at(-1)) node = last;
  return node['Index Name'] === table.indexName ? 'index' : node['Node Type'];
}
