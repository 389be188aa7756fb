import type { Panel } from '../../analysis/panels';
import type { MeasuredSummary } from '../../analysis/summary';
import { listed, whole } from '../format';

/** What a figure's reader has to know: dataset, n × dim, metric; k; clients; repetitions; machine. */
export function subtitle({ dataset, k }: Panel, shown: readonly MeasuredSummary[], machine?: string): string[] {
  const clients = distinct(shown.map((summary) => summary.clients));
  const repetitions = distinct(shown.map((summary) => summary.repetitions));
  const machines = distinct(shown.map((summary) => summary.machine));
  return [
    `${dataset.name}${dataset.synthetic ? ' (synthetic)' : ''}, ${whole(dataset.n)} × ${dataset.dim}, ${dataset.metric}`,
    `k ${k}`,
    `${listed(clients.map(String))} ${clients.length === 1 && clients[0] === 1 ? 'client' : 'clients'}, closed loop`,
    repetitions.length === 1
      ? `${repetitions[0]} repetition${repetitions[0] === 1 ? '' : 's'}`
      : `${Math.min(...repetitions)} to ${Math.max(...repetitions)} repetitions`,
    machine ?? (machines.length === 1 ? `machine ${machines[0]?.slice(0, 8)}` : `${machines.length} machines`),
  ];
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
