import { hasWrites } from '../../analysis/summarise-mixed';
import type { MissingSummary, MixedSummary, WriteSummary } from '../../analysis/summary';
import { asked, whole } from '../format';
import { versionsOf } from './cells';
import { closedRows } from './closed-rows';
import { estimated, none } from './estimated-cell';
import { makeTable } from './make-table';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn } from './table';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'share', head: 'share', unit: 'of requests', align: 'right' },
  { name: 'insert_rate', head: 'inserts', unit: '/s', align: 'right' },
  { name: 'insert_p50_ms', head: 'insert', unit: 'p50 ms', align: 'right' },
  { name: 'insert_p99_ms', head: 'insert', unit: 'p99 ms', align: 'right' },
  { name: 'delete_rate', head: 'deletes', unit: '/s', align: 'right' },
  { name: 'delete_p50_ms', head: 'delete', unit: 'p50 ms', align: 'right' },
  { name: 'delete_p99_ms', head: 'delete', unit: 'p99 ms', align: 'right' },
  { name: 'failed', head: 'failed', unit: 'writes', align: 'right' },
];

const small = '95 % intervals over repetitions';

const legend =
  'Writes of one row each, among the searches. Rates: acknowledged a second. A delete’s ' +
  'latency is that of the whole call, with what the client asks beside it. A percentile stands only where at least 10 writes lie beyond it.';

/** The writes that stood between searches: rate and latency of inserts and of deletes, a row for each engine and setting. */
export function mixedWritesTable(outcomes: readonly (MixedSummary | MissingSummary)[]): Table {
  const writing = outcomes.filter((one) => one.state === 'measured').filter(hasWrites);
  return makeTable({ columns, rows: closedRows(writing, cells), ...(writing.length > 0 && { small, legend }) });
}

const cells = (summary: MixedSummary): TableCell[] => {
  const { engine, ef, workload, inserts, deletes } = summary;
  return [
    ...settingCells(summary),
    {
      value: engine.title,
      text: engine.title,
      colour: engine.mark.colour,
      hover: versionsOf(summary),
    },
    ef === undefined ? none : { value: ef, text: whole(ef) },
    {
      value: workload.inserts + workload.deletes,
      text: asked(workload.inserts + workload.deletes),
      hover: `inserts ${asked(workload.inserts)}, deletes ${asked(workload.deletes)}`,
    },
    ...writeCells(inserts),
    ...writeCells(deletes),
    cellOfCount((inserts?.failed ?? 0) + (deletes?.failed ?? 0)),
  ];
};

const writeCells = (writes: WriteSummary | undefined): TableCell[] =>
  writes ? [estimated(writes.rate), estimated(writes.latency.p50), estimated(writes.latency.p99)] : [none, none, none];

const cellOfCount = (count: number): TableCell => ({ value: count, text: whole(count) });
