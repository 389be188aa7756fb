import type { Frame } from './frame';

/** One cell: its value for the data frame, and how it is printed. */
export interface TableCell {
  readonly value: string | number | boolean | null;
  readonly text: string;
  /** Printed smaller behind the text, e.g. an interval. */
  readonly small?: string;
  /** The best of its column, or not distinguishable from it. */
  readonly strong?: boolean;
  /** Not measured. */
  readonly grey?: boolean;
  /** Full text on hover. */
  readonly hover?: string;
  /** A colour swatch before the text. */
  readonly colour?: string;
}

export interface TableColumn {
  /** Name in the data frame; unique. */
  readonly name: string;
  readonly head: string;
  /** Stands under the head. */
  readonly unit?: string;
  readonly align?: 'left' | 'right';
  /** Where the column is left out: of the text, which has 100 columns only, or of all but the data frame. */
  readonly only?: 'page' | 'frame';
}

/** A heading over the rows that follow, or a row. Where a row ends early its last cell spans the columns left. */
export type TableRow = { readonly heading: string } | { readonly cells: readonly TableCell[]; readonly grey?: boolean };

/** A table in three forms: HTML for pages and notebooks, text for a terminal, a Danfo data frame for further work. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly caption?: string;
  /** What the small figures of numbers are; only then they stand in text too, on a line below. */
  readonly small?: string;
  /** How the page's marks are to be read; not printed in text, which has none. */
  readonly legend?: string;
  /** Printed under the table. */
  readonly notes: readonly string[];
  html(): string;
  /** At most `width` characters wide; 100 if not given. */
  text(width?: number): string;
  /** The values as a Danfo DataFrame, which takes a second or two to load. */
  frame(): Promise<Frame>;
}

export const isTable = (view: unknown): view is Table =>
  typeof view === 'object' && view !== null && 'rows' in view && 'columns' in view && 'html' in view;
