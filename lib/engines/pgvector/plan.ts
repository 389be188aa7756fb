import type { QueryArrayConfig } from 'pg';
import type { Sessions } from './sessions';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

/**
 * How PostgreSQL would answer a query, from EXPLAIN: the name of the index that it would read, or the way in which it would
 * read the table, e.g. `Seq Scan`. It weighs the costs anew for every table, setting and filter.
 */
export async function planOf(sessions: Sessions, { text, values }: QueryArrayConfig): Promise<string> {
  const [row] = await sessions.query({ text: `EXPLAIN (FORMAT JSON) ${text}`, values, rowMode: 'array' });
  const [{ Plan }] = row?.[0] as [{ Plan: PlanNode }];
  let node = Plan;
  while (node.Plans?.[0]) node = node.Plans[0];
  return node['Index Name'] ?? node['Node Type'];
}
