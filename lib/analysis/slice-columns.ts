import type { Column, ColumnValue } from '../results/export/column';
import { type EnduranceRecord, isEndurance } from '../results/record';
import type { StoredRun } from '../results/run-store';
import { enduranceRun } from './endurance-run';
import type { SliceValues } from './endurance-summary';

interface Row {
  readonly record: EnduranceRecord;
  readonly at: number;
  readonly values: SliceValues;
}

type Of = (row: Row) => ColumnValue | undefined;

/** A percentile that is that of a failed request has no number; `failed` says of how many. */
const answered = (ms: number | undefined): number | undefined => (ms === Infinity ? undefined : ms);

const columns: readonly (readonly [type: Column['type'], name: string, of: Of])[] = [
  ['text', 'run', ({ record }) => record.run],
  ['text', 'cell_id', ({ record }) => record.cellId],
  ['text', 'dataset', ({ record }) => record.dataset.name],
  ['text', 'engine', ({ record }) => record.engine.name],
  ['number', 'rate_asked', ({ record }) => record.cell.workload.rate],
  ['whole', 'repetition', ({ record }) => record.cell.repetition],
  ['whole', 'slice', ({ at }) => at],
  ['number', 'middle_hours', ({ values }) => values.middleHours],
  ['number', 'end_hours', ({ values }) => values.endHours],
  ['whole', 'requests', ({ values }) => values.requests],
  ['whole', 'failed', ({ values }) => values.failed],
  ['number', 'recall', ({ values }) => values.recall],
  ['number', 'response_p50_ms', ({ values }) => answered(values.p50)],
  ['number', 'response_p99_ms', ({ values }) => answered(values.p99)],
  ['whole', 'lab_memory_bytes', ({ record, at }) => record.slices[at]?.memory.lab],
  ['whole', 'engine_memory_bytes', ({ record, at }) => record.slices[at]?.memory.engine],
  ['whole', 'disk_bytes', ({ values }) => values.disk],
  ['number', 'engine_cores', ({ values }) => values.cores],
];

/** The slices of long runs as flat columns, one row a slice; `run` and `cell_id` join them to the rows of the records. */
export function sliceColumns(runs: readonly StoredRun[]): Column[] {
  const rows = runs
    .flatMap(({ records }) => records.filter(isEndurance))
    .filter((record) => record.state === 'ok')
    .flatMap((record) => enduranceRun(record).slices.map((values, at): Row => ({ record, at, values })));
  return columns.map(([type, name, of]) => ({ name, type, values: rows.map((row) => of(row) ?? null) }));
}
