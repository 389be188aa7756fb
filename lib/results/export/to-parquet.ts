import type { ColumnSource } from 'hyparquet-writer' with { 'resolution-mode': 'import' };
import type { Column } from './column';

/** Columns as a Parquet file of one row group, Snappy compressed; the same columns give the same bytes. */
export async function toParquet(columns: readonly Column[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map(({ name, type, values }): ColumnSource => ({
    name,
    type: types[type],
    data: values.map(stored[type]),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

const types = { text: 'STRING', number: 'DOUBLE', whole: 'INT64', flag: 'BOOLEAN', time: 'TIMESTAMP' } as const;

type Stored = (value: Column['values'][number]) => unknown;

const asIs: Stored = (value) => value;
const stored: { [type in Column['type']]: Stored } = {
  text: asIs,
  number: asIs,
  flag: asIs,
  whole: (value) => (value === null ? null : BigInt(value)),
  time: (value) => (value === null ? null : new Date(String(value))),
};
