import type { DataType, Vector } from 'apache-arrow';
import type { Column } from './column';

/** Columns as an Arrow IPC file of one record batch; the same columns give the same bytes. */
export async function toArrow(columns: readonly Column[]): Promise<Uint8Array> {
  const arrow = await import('apache-arrow');
  const types: { [type in Column['type']]: () => DataType } = {
    text: () => new arrow.Utf8(),
    number: () => new arrow.Float64(),
    whole: () => new arrow.Int64(),
    flag: () => new arrow.Bool(),
    time: () => new arrow.Timestamp(arrow.TimeUnit.MILLISECOND, 'UTC'),
  };
  const vectors = columns.map(({ name, type, values }): [string, Vector] => [
    name,
    arrow.vectorFromArray(values.map(stored[type]), types[type]()),
  ]);
  return arrow.tableToIPC(new arrow.Table(Object.fromEntries(vectors)), 'file');
}

type Stored = (value: Column['values'][number]) => unknown;

const asIs: Stored = (value) => value;
const stored: { [type in Column['type']]: Stored } = {
  text: asIs,
  number: asIs,
  flag: asIs,
  whole: (value) => (value === null ? null : BigInt(value)),
  time: (value) => (value === null ? null : Date.parse(String(value))),
};
