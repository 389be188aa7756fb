import { groupBy } from '../../analysis/by-setting';
import type { Cost, IngestOutcome, IngestSummary } from '../../analysis/ingest-summary';
import { nameMeasured } from '../../analysis/setting-name';
import { datasetText } from '../dataset-text';
import { whole } from '../format';
import { costCell, estimateCell } from './cost-cell';
import { makeTable } from './make-table';
import type { Table, TableCell, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  { name: 'dataset', head: 'dataset', only: 'frame' },
  { name: 'rows', head: 'rows', only: 'frame' },
  { name: 'dim', head: 'dim', only: 'frame' },
  { name: 'fresh', head: 'fresh', only: 'frame' },
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'state', only: 'page' },
  { name: 'batch', head: 'batch', align: 'right' },
  { name: 'acknowledged_rate', head: 'acknowledged', unit: '/s', align: 'right' },
  { name: 'searchable_rate', head: 'searchable', unit: '/s', align: 'right' },
  { name: 'insert_p50_ms', head: 'insert p50', unit: 'ms', align: 'right' },
  { name: 'insert_p95_ms', head: 'insert p95', unit: 'ms', align: 'right', only: 'page' },
  { name: 'insert_p99_ms', head: 'insert p99', unit: 'ms', align: 'right', only: 'frame' },
  { name: 'memory_per_1000_mib', head: 'memory', unit: 'MiB/k', align: 'right' },
  { name: 'peak_memory_mib', head: 'peak', unit: 'MiB', align: 'right' },
  { name: 'disk_per_1000_mib', head: 'disk', unit: 'MiB/k', align: 'right' },
  { name: 'peak_disk_mib', head: 'peak disk', unit: 'MiB', align: 'right', only: 'page' },
  { name: 'builds', head: 'builds', align: 'right', only: 'page' },
];

const small = '95 % intervals over index builds';

const legend =
  'Acknowledged: the engine said that it has the vectors. Searchable: from the ' +
  'first insert until every one can be found, both in vectors per second. p50, p95: one insert of a batch, from sending to acknowledgement. Memory and disk per ' +
  '1,000 vectors (k): growth above what the engine had before its first vector, on a process that had built nothing else. Peak: the most ' +
  "resident memory of the engine's process, as the kernel keeps it, and the most bytes in any look at its data folder.";

/**
 * What filling a collection costs, one row a setting: both rates, the latency of one insert, memory and disk. What is not known says
 * why under the table; what could not be measured stands in grey.
 */
export function ingestTable(outcomes: readonly IngestOutcome[]): Table {
  const groups = groupBy(outcomes, ({ dataset }) => `${dataset.name} ${dataset.digest}`).map((group) =>
    nameMeasured<IngestSummary>(group),
  );
  const rows = groups.flatMap((group): TableRow[] => [
    ...group.slice(0, 1).map(({ dataset }) => ({ heading: datasetText(dataset) })),
    ...group.map(rowOf),
  ]);
  return makeTable({
    columns,
    rows,
    notes: [...new Set(groups.flat().flatMap(remarks))],
    ...(rows.length > 0 && { small, legend }),
  });
}

function rowOf(one: IngestOutcome): TableRow {
  const { dataset, engine } = one;
  const head = [dataset.name, dataset.n, dataset.dim].map((value) => ({ value, text: String(value) }));
  if (one.state === 'missing') {
    const text = `${one.why}${one.remedy ? `; ${one.remedy}` : ''}`;
    const cells: TableCell[] = [
      ...head,
      { value: null, text: '' },
      { value: engine.title, text: engine.title, grey: true },
      { value: one.reason, text: one.reason, grey: true },
      { value: null, text, hover: text, grey: true },
    ];
    return { cells, grey: true };
  }
  return { cells: [...head, { value: one.fresh, text: String(one.fresh) }, ...measuredCells(one)] };
}

const measuredCells = (one: IngestSummary): TableCell[] => [
  { value: one.engine.title, text: one.engine.title, colour: one.engine.mark.colour, hover: freshText(one) },
  { value: 'measured', text: one.fresh ? 'measured fresh' : 'measured' },
  { value: one.batch, text: whole(one.batch), ...(one.workload.batch === 'largest' && { small: 'largest' }) },
  estimateCell(one.acknowledgedRate),
  estimateCell(one.searchableRate),
  estimateCell(one.insert.p50, tooFew(one)),
  estimateCell(one.insert.p95, tooFew(one)),
  estimateCell(one.insert.p99, tooFew(one)),
  costCell(one.memoryPerThousand),
  costCell(one.peakMemory),
  costCell(one.diskPerThousand),
  costCell(one.peakDisk),
  { value: one.repetitions, text: whole(one.repetitions), ...(one.lost.length > 0 && { hover: lostText(one) }) },
];

const freshText = ({ fresh }: IngestSummary): string =>
  fresh ? 'the engine was started for each build' : 'the engine had built others before';

const tooFew = ({ inserts }: IngestSummary): string => `too few inserts carry it: ${whole(inserts)}`;

const lostText = ({ lost }: IngestSummary): string =>
  lost.map(({ cells, state, why }) => `${cells} ${state}: ${why}`).join('\n');

/** Why an engine's memory or disk is not known, and what limits a cost: a cell has room for a figure or a dash alone. */
function remarks(one: IngestOutcome): string[] {
  if (one.state === 'missing') return [];
  const { memoryPerThousand: memory, diskPerThousand: disk, peakMemory, peakDisk } = one;
  const limit = (cost: Cost): string[] => (cost.state === 'known' && cost.limit !== undefined ? [cost.limit] : []);
  const told = (cost: Cost): string[] => (cost.state === 'known' ? limit(cost) : [cost.why]);
  return [
    ...told(memory).map((why) => `${one.engine.title}, memory per 1,000 vectors: ${why}.`),
    ...told(disk).map((why) => `${one.engine.title}, disk per 1,000 vectors: ${why}.`),
    ...limit(peakMemory).map((why) => `${one.engine.title}, peak: ${why}.`),
    ...limit(peakDisk).map((why) => `${one.engine.title}, peak of disk: ${why}.`),
  ];
}
