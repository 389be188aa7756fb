import type { Workload } from '../results/cell';

type Of<T extends Workload['type']> = Extract<Workload, { type: T }>;

const whole = (n: number): string => n.toLocaleString('en-US');
const share = (part: number): string => `${Number((part * 100).toPrecision(6))} %`;
const clients = (n: number): string => `${whole(n)} client${n === 1 ? '' : 's'}`;

const texts: { readonly [T in Workload['type']]: (workload: Of<T>) => string } = {
  search: (load) => `k ${load.k}, ${clients(load.clients)}, closed loop`,
  open: ({ k, rate }) => `k ${k}, ${whole(rate)}/s, open loop`,
  endurance: ({ k, rate, durationMs }) => `k ${k}, ${whole(rate)}/s for ${whole(durationMs / 1000)} s`,
  capacity: ({ k }) => `k ${k}, search for the highest rate`,
  ingest: ({ batch, fresh }) =>
    `inserts of ${batch === 'largest' ? 'the largest size' : whole(batch)}${fresh ? ', fresh' : ''}`,
  filtered: (load) => `k ${load.k}, ${clients(load.clients)}, filter that ${share(load.selectivity)} pass`,
  batched: (load) =>
    `k ${load.k}, ${clients(load.clients)}, ${load.size === 1 ? '1 query' : `${whole(load.size)} queries`} a request`,
  mixed: (load) =>
    `k ${load.k}, ${clients(load.clients)}, ` +
    (load.inserts + load.deletes > 0
      ? `${share(load.inserts)} inserts and ${share(load.deletes)} deletes`
      : 'no writes'),
};

const kinds: { readonly [T in Workload['type']]: readonly [one: string, several: string] } = {
  search: ['closed loop', 'closed loops'],
  open: ['open loop', 'open loops'],
  endurance: ['long run', 'long runs'],
  capacity: ['search for the highest rate', 'searches for the highest rate'],
  ingest: ['filling', 'fillings'],
  filtered: ['closed loop with a filter', 'closed loops with a filter'],
  batched: ['closed loop of batches', 'closed loops of batches'],
  mixed: ['closed loop with writes', 'closed loops with writes'],
};

/** What was asked of an engine, behind its name and parameters: `k 10, 200/s, open loop`. */
export const loadText = (workload: Workload): string => (texts[workload.type] as (of: Workload) => string)(workload);

/** Loads told one by one; more of them only counted. */
const fewLoads = 3;

/** Several loads in a few words: each of them, or how many of each kind. */
export function loadsText(workloads: readonly Workload[]): string {
  if (workloads.length <= fewLoads) return workloads.map(loadText).join('; ');
  const counts = new Map<Workload['type'], number>();
  for (const { type } of workloads) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, n]) => `${n} ${kinds[type][n === 1 ? 0 : 1]}`).join(', ');
}
