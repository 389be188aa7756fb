/** What an objective may be about; `errors` is the share of requests that failed. */
export type ObjectiveMetric = 'mean ms' | 'p50 ms' | 'p95 ms' | 'p99 ms' | 'p999 ms' | 'recall@k' | 'QPS' | 'errors';

/** What a customer asks for, as data: `{ metric: 'p99 ms', atMost: 10 }`. */
export type Objective =
  | { readonly metric: ObjectiveMetric; readonly atMost: number }
  | { readonly metric: ObjectiveMetric; readonly atLeast: number };

/** An objective in words: `p99 ≤ 10 ms`. */
export function objectiveText(objective: Objective): string {
  const [name, unit] = objective.metric.split(' ') as [string, string?];
  const limit = 'atMost' in objective ? `≤ ${objective.atMost}` : `≥ ${objective.atLeast}`;
  return `${name} ${limit}${unit ? ` ${unit}` : ''}`;
}
