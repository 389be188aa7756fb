import type { AuditedRow } from '../../analysis/published/audit';
import { objections, type Objection } from '../../analysis/published/objections';
import type { PublishedRow } from '../../results/published/published-row';
import { counted, whole } from '../format';
import { makeTable } from './make-table';
import type { Table, TableCell, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  { name: 'verdict', head: '' },
  { name: 'rule', head: 'rule' },
  { name: 'row', head: 'row' },
  { name: 'engine', head: 'engine' },
  { name: 'setup', head: 'setup', only: 'frame' },
  { name: 'dataset', head: 'dataset', only: 'page' },
  { name: 'clients', head: 'clients', align: 'right' },
  { name: 'rate', head: 'rate', unit: '/s', align: 'right' },
  { name: 'mean_ms', head: 'mean', unit: 'ms', align: 'right', only: 'page' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'recall', head: 'recall', align: 'right' },
  { name: 'load_s', head: 'load', unit: 's', align: 'right', only: 'page' },
];

const legend =
  'fail: the figures contradict each other. warn: they can be right only under the condition that the reason names. Figures as published; ' +
  '—: not stated, or not carried by this table.';

export interface ContradictionOptions {
  /** Rows shown of each reason, 3 if not given, spread over all that it is about; the data frame holds those shown. */
  readonly rows?: number;
  readonly verdicts?: readonly Objection['verdict'][];
}

/** Each reason why published rows cannot be right, contradictions first, with rows that it is about. */
export function contradictionTable(audit: readonly AuditedRow[], options: ContradictionOptions = {}): Table {
  const { rows = 3, verdicts = ['fail', 'warn'] } = options;
  const found = objections(audit).filter(({ verdict }) => verdicts.includes(verdict));
  return makeTable({ columns, rows: found.flatMap((one) => objectionRows(one, rows)), legend });
}

function objectionRows({ verdict, check, advice, rows }: Objection, most: number): TableRow[] {
  const why = `${advice}.`;
  const reason: TableRow = {
    cells: [
      { value: verdict, text: verdict, strong: verdict === 'fail' },
      { value: check, text: check },
      { value: why, text: why, hover: counted(rows.length, 'row') },
    ],
  };
  const shown = spread(rows, most).map((row): TableRow => ({ cells: rowCells(row, verdict, check) }));
  const left = rows.length - shown.length;
  if (left <= 0) return [reason, ...shown];
  const more = { value: left, text: `and ${counted(left, 'row')} more` };
  return [reason, ...shown, { cells: [blank(verdict), blank(check), more], grey: true }];
}

/** So many of the items, the first and the last among them, evenly apart. */
const spread = <Item>(items: readonly Item[], most: number): readonly Item[] =>
  items.length <= most ? items : items.filter((_, i) => spreadPlaces(items.length, most).has(i));

const spreadPlaces = (n: number, most: number): ReadonlySet<number> =>
  new Set(Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / Math.max(1, most - 1))));

const blank = (value: string): TableCell => ({ value, text: '' });
const none: TableCell = { value: null, text: '—' };
const printed = (value: number | undefined): TableCell =>
  value === undefined ? none : { value, text: value.toLocaleString('en-US', { maximumFractionDigits: 4 }) };

const rowCells = (row: PublishedRow, verdict: string, check: string): TableCell[] => [
  blank(verdict),
  blank(check),
  { value: row.id, text: row.id.replace(/^.*\.csv:/, 'line '), hover: `${row.id}: ${row.source}` },
  { value: row.engine, text: row.engine, ...(row.setup !== undefined && { small: row.setup }) },
  row.setup === undefined ? none : { value: row.setup, text: row.setup },
  { value: row.dataset, text: row.dataset },
  row.clients === undefined ? none : { value: row.clients, text: whole(row.clients) },
  printed(row.rate),
  printed(row.meanMs),
  printed(row.p99Ms),
  printed(row.recall),
  printed(row.loadS),
];
