import { notes } from '../../analysis/notes';
import type { BatchedSummary, MissingSummary } from '../../analysis/summary';
import { recallText, whole } from '../format';
import { measuredCell, versionsOf, warningsCell } from './cells';
import { closedRows } from './closed-rows';
import { estimated, none } from './estimated-cell';
import { failedCell } from './failed-cell';
import { makeTable } from './make-table';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn } from './table';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'state' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'queries_a_request', head: 'batch', unit: 'queries', align: 'right' },
  { name: 'recall', head: 'recall', align: 'right' },
  { name: 'qps', head: 'rate', unit: 'queries/s', align: 'right' },
  { name: 'requests_per_second', head: 'rate', unit: 'requests/s', align: 'right' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'failed', head: 'failed', unit: 'requests', align: 'right', only: 'page' },
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const small = '95 % intervals, of recall over queries, of the rest over repetitions';

const legend =
  'A request carries several queries in the ' +
  'engine’s own call for that; p50 and p99 are of the request with all of them, and where it fails none of them is answered.';

/** Requests with several queries each, a row for each engine, setting and size; in grey what could not be measured. */
export function batchedTable(summaries: readonly (BatchedSummary | MissingSummary)[]): Table {
  return makeTable({ columns, rows: closedRows(summaries, batchedCells), small, legend, notes: notes(summaries) });
}

function batchedCells(summary: BatchedSummary): TableCell[] {
  const { engine, ef, workload, recall, qps, requestRate, latency, findings } = summary;
  return [
    ...settingCells(summary),
    { value: engine.title, text: engine.title, colour: engine.mark.colour, hover: versionsOf(summary) },
    measuredCell(findings),
    ef === undefined ? none : { value: ef, text: whole(ef) },
    { value: workload.size, text: whole(workload.size) },
    estimated(recall, recallText),
    estimated(qps),
    estimated(requestRate),
    estimated(latency.p50),
    estimated(latency.p99),
    failedCell(summary),
    warningsCell(findings),
  ];
}
