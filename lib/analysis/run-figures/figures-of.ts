import type { Workload } from '../../results/cell';
import type { MeasuredRecord } from '../../results/record';
import { capacityFigures, enduranceFigures, ingestFigures } from './of-others';
import { batchedFigures, closedFigures, filteredFigures, mixedFigures, openFigures } from './of-searches';
import type { RunFigure } from './run-figure';

type Of<T extends Workload['type']> = Extract<Workload, { type: T }>;
type RecordOf<T extends Workload['type']> = Extract<MeasuredRecord, { cell: { workload: Of<T> } }>;

const figures: { readonly [T in Workload['type']]: (workload: Of<T>) => readonly RunFigure<RecordOf<T>>[] } = {
  search: () => closedFigures,
  open: () => openFigures,
  endurance: () => enduranceFigures,
  capacity: () => capacityFigures,
  ingest: () => ingestFigures,
  filtered: () => filteredFigures,
  batched: () => batchedFigures,
  mixed: mixedFigures,
};

/** The figures by which two runs of a workload are compared. */
export const figuresOf = (workload: Workload): readonly RunFigure[] =>
  (figures[workload.type] as (of: Workload) => readonly RunFigure[])(workload);
