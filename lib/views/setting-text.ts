import { loadText } from '../analysis/load-text';
import type { Setting } from '../analysis/summarise-all';
import { datasetName } from './dataset-text';
import { listed } from './format';

/** A measured setting of any workload in a line: dataset, engine, ef, and what was asked of it. */
export const settingText = ({ dataset, engine, workload }: Setting, efs: readonly number[]): string =>
  [
    datasetName(dataset),
    engine.title,
    ...(efs.length > 0 ? [`ef ${listed([...new Set(efs)].map(String))}`] : []),
    loadText(workload),
  ].join(', ');
