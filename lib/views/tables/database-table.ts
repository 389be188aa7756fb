import { scaled } from '../../analysis/estimate';
import { isMissing, panels, type Panel } from '../../analysis/panels';
import type { MeasuredSummary, Summary } from '../../analysis/summary';
import { recallText, three, whole } from '../format';
import { estimated, none } from './estimated-cell';
import { makeTable } from './make-table';
import { missingCells } from './missing-cells';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn, TableRow } from './table';
import { datasetText } from '../dataset-text';

const mebibyte = 2 ** 20;

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'state' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'acknowledged_rate', head: 'acknowledged', unit: 'vectors/s', align: 'right' },
  { name: 'searchable_rate', head: 'searchable', unit: 'vectors/s', align: 'right' },
  { name: 'recall', head: 'recall', align: 'right' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p95_ms', head: 'p95', unit: 'ms', align: 'right' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'empty_ms', head: 'empty request', unit: 'ms', align: 'right', only: 'page' },
  { name: 'memory_per_1000_mib', head: 'memory', unit: 'MiB / 1,000', align: 'right' },
  { name: 'disk_per_1000_mib', head: 'disk', unit: 'MiB / 1,000', align: 'right' },
  { name: 'builds', head: 'builds', align: 'right', only: 'page' },
];

const small = '95 % intervals, of recall over queries, of latency over repetitions, of the rest over index builds';

const legend =
  'Acknowledged: the ' +
  'engine said that it has the vectors. Searchable: from the first insert until every one can be found. Empty request: the median of ' +
  'requests that do nothing, over the way of a search. Memory and disk: growth while the first index ' +
  'of a fresh process was built; a later one takes up what an earlier one freed.';

/**
 * Every database that was asked for in its row: rate of filling, recall, latency, memory and disk; in grey, with the reason and
 * the remedy, what could not be measured.
 */
export function databaseTable(summaries: readonly Summary[]): Table {
  const cut = panels(summaries);
  const elsewhere = summaries.filter(isMissing).filter((gone) => !cut.some(({ missing }) => missing.includes(gone)));
  return makeTable({
    columns,
    rows: [...cut.flatMap(panelRows), ...elsewhere.map((gone) => ({ cells: missingCells(gone, true), grey: true }))],
    ...(cut.length > 0 ? { small, legend } : {}),
  });
}

function panelRows({ dataset, k, measured, missing }: Panel): TableRow[] {
  return [
    { heading: `${datasetText(dataset)}, k ${k}` },
    ...measured.map((summary) => ({ cells: databaseCells(summary) })),
    ...missing.map((gone) => ({ cells: missingCells(gone, false), grey: true })),
  ];
}

function databaseCells(summary: MeasuredSummary): TableCell[] {
  const { engine, indexing, latency, ping, builds, ef, clients } = summary;
  const inLab = engine.how === 'in-process' ? inProcess : none;
  return [
    ...settingCells(summary),
    { value: engine.title, text: engine.title, colour: engine.mark.colour, hover: `${clients} client(s)` },
    { value: 'measured', text: 'measured' },
    ef === undefined ? none : { value: ef, text: whole(ef) },
    estimated(indexing.acknowledgedRate),
    estimated(indexing.rate),
    estimated(summary.recall, recallText),
    estimated(latency.p50),
    estimated(latency.p95),
    estimated(latency.p99),
    ping ? { value: ping.medianMs, text: three(ping.medianMs) } : inLab,
    indexing.memoryPerThousand ? estimated(scaled(indexing.memoryPerThousand, 1 / mebibyte)) : inLab,
    indexing.diskPerThousand ? estimated(scaled(indexing.diskPerThousand, 1 / mebibyte)) : none,
    { value: builds, text: whole(builds) },
  ];
}

const inProcess: TableCell = {
  value: null,
  text: '—',
  hover: "the engine runs in the lab's own process, whose memory is not told apart from the lab's",
};
