import type { RunManifest } from '../results/manifest';
import type { MeasuredRecord, Record as LabRecord } from '../results/record';
import type { Column, ColumnValue } from '../results/export/column';
import type { Reading } from './reading';

export interface Row {
  readonly manifest: RunManifest;
  readonly record: LabRecord;
}

/** One column of the flat table: how a record fills it. */
export interface Field {
  readonly name: string;
  readonly type: Column['type'];
  readonly of: (row: Row) => ColumnValue;
}

/** Nothing: an empty place. */
export type Value = ColumnValue | undefined;

export const field = (
  type: Column['type'],
  name: string,
  value: (record: LabRecord, manifest: RunManifest) => Value,
): Field => ({
  name,
  type,
  of: ({ record, manifest }) => value(record, manifest) ?? null,
});

/** Of every measured window, whatever its workload. */
export const ofWindow = (type: Column['type'], name: string, value: (record: MeasuredRecord) => Value): Field =>
  field(type, name, (record) => {
    const found = record.state === 'ok' ? value(record) : undefined;
    return typeof found === 'number' && !Number.isFinite(found) ? undefined : found;
  });

/** A figure, or an empty place where there is none. */
export const known = (reading: Reading): number | undefined => ('value' in reading ? reading.value : undefined);
