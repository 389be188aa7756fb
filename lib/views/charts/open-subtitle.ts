import type { OpenSummary } from '../../analysis/open-summary';
import type { Panel } from '../../analysis/panels';
import { counted, listed, recallText } from '../format';
import { datasetText } from '../dataset-text';
import { machinesText } from './machines-text';

/** What a reader of a figure of open loops has to know. */
export function openSubtitle({ dataset, k, measured }: Panel<OpenSummary>, machine?: string): string[] {
  const distinct = <T>(of: (summary: OpenSummary) => T): T[] => [...new Set(measured.map(of))];
  const repetitions = distinct((summary) => summary.repetitions).sort((a, b) => a - b);
  const recalls = measured.flatMap(({ recall }) => (recall ? [recall.value] : []));
  return [
    datasetText(dataset),
    `k ${k}`,
    ...(recalls.length > 0
      ? [`recall ${[...new Set([Math.min(...recalls), Math.max(...recalls)].map(recallText))].join(' to ')}`]
      : []),
    `open loop, ${listed(distinct(({ workload }) => workload.arrivals))} arrivals`,
    `windows of ${listed(distinct(({ workload }) => `${workload.durationMs / 1000}`))} s`,
    `${repetitions.length === 1 ? '' : `${repetitions[0]} to `}${counted(repetitions.at(-1) ?? 0, 'repetition')}`,
    machine ?? machinesText(measured),
  ];
}
