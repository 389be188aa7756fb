import type { FilesSummary } from '../../analysis/summarise-files';
import type { FilesPath, FilesReport } from '../../results/files-report';
import { counted, whole } from '../format';
import { storageText } from '../storage-text';
import { estimateCell } from './cost-cell';
import { makeTable } from './make-table';
import type { Table, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  { name: 'path', head: 'path', only: 'frame' },
  { name: 'operation', head: 'operation' },
  { name: 'bytes', head: 'bytes', align: 'right' },
  { name: 'fsync', head: 'fsync' },
  { name: 'rate', head: 'operations', unit: '/s', align: 'right' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p95_ms', head: 'p95', unit: 'ms', align: 'right' },
  { name: 'repetitions', head: 'repetitions', align: 'right' },
];

const small = '95 % intervals over repetitions';

const legend =
  'One client, one operation after another. Fsync: before it counted as created the file system was asked to write the file to its ' +
  'storage; one that keeps its files in memory, as tmpfs does, has none, and may answer at once. Reads come from the page cache: the files ' +
  'were just written. List: the names of all files of the folder. These are operations on files: a rate of inserted vectors is another thing.';

/** How far a path came that was not measured to the end, and why. */
function shortOf({ path, rounds, failed }: FilesPath): TableRow[] {
  if (!failed && (!rounds || rounds.measured === rounds.asked)) return [];
  const came = rounds ? ` after ${rounds.measured} of ${counted(rounds.asked, 'round')}` : '';
  const text = failed ? `failed${came}: ${failed.why}` : `unfinished: stopped${came}`;
  const cells = [
    { value: path, text: path },
    { value: null, text, hover: text, grey: true },
  ];
  return [{ cells, grey: true }];
}

/** Operations on files by path, with the storage under it. */
export const filesTable = (summaries: readonly FilesSummary[], { paths }: Pick<FilesReport, 'paths'>): Table =>
  makeTable({
    columns,
    small,
    legend,
    notes: paths.flatMap(({ path, failed }) =>
      failed ? [`${path}: ${failed.why}${failed.remedy === undefined ? '' : `; ${failed.remedy}`}.`] : [],
    ),
    rows: paths.flatMap(({ path, storage, ...came }) => [
      { heading: `${path}: ${storageText(storage)}` },
      ...summaries
        .filter((one) => one.path === path)
        .map(({ operation, bytes, fsync, rate, latency, repetitions }) => ({
          cells: [
            { value: path, text: path },
            { value: operation, text: operation },
            { value: bytes, text: whole(bytes) },
            { value: fsync, text: fsync ? 'yes' : 'no' },
            estimateCell(rate),
            estimateCell(latency.p50),
            estimateCell(latency.p95),
            { value: repetitions, text: whole(repetitions) },
          ],
        })),
      ...shortOf({ path, ...came }),
    ]),
  });
