import { notes } from '../../analysis/notes';
import type { FilteredSummary, MissingSummary } from '../../analysis/summary';
import { asked, recallText, whole } from '../format';
import { ceilingCell, ceilingColumn, ceilingLegend } from './ceiling-cell';
import { measuredCell, versionsOf, warningsCell } from './cells';
import { estimated, none } from './estimated-cell';
import { closedRows } from './closed-rows';
import { failedCell } from './failed-cell';
import { makeTable } from './make-table';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn } from './table';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'state' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'selectivity', head: 'passes', unit: 'of rows', align: 'right' },
  { name: 'rows_matching', head: 'rows', unit: 'passing', align: 'right' },
  { name: 'recall', head: 'recall', align: 'right' },
  { name: 'qps', head: 'rate', unit: 'queries/s', align: 'right' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'short', head: 'short', unit: 'answers', align: 'right' },
  { name: 'filter_broken', head: 'wrong', unit: 'rows', align: 'right' },
  { name: 'failed', head: 'failed', unit: 'requests', align: 'right', only: 'page' },
  ceilingColumn,
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const small = '95 % intervals, of recall over queries, of the rest over repetitions';

const legend =
  'Recall is of the nearest rows that pass the filter; ' +
  'short: answers with fewer rows than there are to find; wrong: rows returned that do not pass, by the attributes that the lab made. ' +
  ceilingLegend;

/** Searches with a filter, a row for each engine, setting and share that passes; in grey what could not be measured; what could not be made equal below. */
export function filteredTable(summaries: readonly (FilteredSummary | MissingSummary)[]): Table {
  return makeTable({
    columns,
    rows: closedRows(summaries, filteredCells),
    small,
    legend,
    notes: notes(summaries),
  });
}

function filteredCells(summary: FilteredSummary): TableCell[] {
  const { engine, ef, filter, recall, qps, latency, short, wrong, findings } = summary;
  return [
    ...settingCells(summary),
    {
      value: engine.title,
      text: engine.title,
      colour: engine.mark.colour,
      hover: versionsOf(summary),
    },
    measuredCell(findings),
    ef === undefined ? none : { value: ef, text: whole(ef) },
    { value: filter.selectivity, text: asked(filter.selectivity) },
    { value: filter.matching, text: whole(filter.matching) },
    estimated(recall, recallText),
    estimated(qps),
    estimated(latency.p50),
    estimated(latency.p99),
    { value: short, text: whole(short) },
    { value: wrong, text: whole(wrong) },
    failedCell(summary),
    ceilingCell(summary.ceiling),
    warningsCell(findings),
  ];
}
