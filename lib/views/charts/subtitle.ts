import type { Panel } from '../../analysis/panels';
import type { ClosedWorkload, MeasuredSummary } from '../../analysis/summary';
import { listed } from '../format';
import { datasetText } from '../dataset-text';
import { machinesText } from './machines-text';

/** What a figure's reader has to know: dataset, n × dim, metric; k; clients; repetitions; machine. */
export function subtitle(
  { dataset, k }: Pick<Panel, 'dataset' | 'k'>,
  shown: readonly MeasuredSummary<ClosedWorkload>[],
  machine?: string,
): string[] {
  const clients = distinct(shown.map((summary) => summary.clients));
  const repetitions = distinct(shown.map((summary) => summary.repetitions));
  return [
    datasetText(dataset),
    `k ${k}`,
    `${listed(clients.map(String))} ${clients.length === 1 && clients[0] === 1 ? 'client' : 'clients'}, closed loop`,
    counted(repetitions, 'repetition'),
    machine ?? machinesText(shown),
  ];
}

/** The same of figures of builds, which know neither k nor clients. */
export function buildsSubtitle({ dataset }: Panel, shown: readonly MeasuredSummary[], machine?: string): string[] {
  const builds = distinct(shown.map((summary) => summary.builds));
  return [
    datasetText(dataset),
    `${counted(builds, 'index build')} an engine, one client`,
    machine ?? machinesText(shown),
  ];
}

const counted = (counts: readonly number[], what: string): string =>
  counts.length === 1
    ? `${counts[0]} ${what}${counts[0] === 1 ? '' : 's'}`
    : `${Math.min(...counts)} to ${Math.max(...counts)} ${what}s`;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
