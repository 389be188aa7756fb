/** What one cell of a column may be; `null` where it is not known. */
export type ColumnValue = string | number | boolean | null;

/** One column of a flat table. */
export interface Column {
  readonly name: string;
  /** `whole`: an integer that a double holds exactly; `time`: ISO 8601, UTC. */
  readonly type: 'text' | 'number' | 'whole' | 'flag' | 'time';
  /** One a row. */
  readonly values: readonly ColumnValue[];
}

/** Files that a flat table can be written as. */
export const exportFormats = ['arrow', 'parquet', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];
